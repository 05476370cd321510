#include "reference/go/rules_presets.h"

#include <algorithm>
#include <array>

namespace tidemark::reference {
namespace {

struct Preset {
  // In lower case. In place of a hyphen an underscore or nothing may stand, and mostly a blank.
  std::string_view name = {};
  Rules rules = {};
  bool blank = true;
};

constexpr Rules kJapanese = {.ko = KoRule::kSimple,
                             .scoring = ScoringRule::kTerritory,
                             .tax = TaxRule::kSeki,
                             .multi_stone_suicide = false,
                             .komi = 6.5F};
constexpr Rules kChinese = {.ko = KoRule::kSimple,
                            .multi_stone_suicide = false,
                            .white_handicap_bonus = WhiteHandicapBonus::kN,
                            .friendly_pass_ok = true};
constexpr Rules kChineseOnline = {.ko = KoRule::kPositional,
                                  .multi_stone_suicide = false,
                                  .white_handicap_bonus = WhiteHandicapBonus::kN,
                                  .friendly_pass_ok = true};
constexpr Rules kAga = {.ko = KoRule::kSituational,
                        .multi_stone_suicide = false,
                        .white_handicap_bonus = WhiteHandicapBonus::kNMinusOne,
                        .friendly_pass_ok = true};
constexpr Rules kAgaButton = {.ko = KoRule::kSituational,
                              .multi_stone_suicide = false,
                              .button = true,
                              .white_handicap_bonus = WhiteHandicapBonus::kNMinusOne,
                              .friendly_pass_ok = true,
                              .komi = 7.0F};
constexpr Rules kNewZealand = {.ko = KoRule::kSituational, .friendly_pass_ok = true, .komi = 7.0F};
constexpr Rules kIng = {.ko = KoRule::kPositional, .friendly_pass_ok = true};
constexpr Rules kAncientArea = {.ko = KoRule::kSimple,
                                .tax = TaxRule::kAll,
                                .multi_stone_suicide = false,
                                .friendly_pass_ok = true};
constexpr Rules kAncientTerritory = {.ko = KoRule::kSimple,
                                     .scoring = ScoringRule::kTerritory,
                                     .tax = TaxRule::kAll,
                                     .multi_stone_suicide = false,
                                     .komi = 6.5F};

// Of equal rules, the first name is the one that is shown.
constexpr auto kPresets = std::to_array<Preset>({{"tromp-taylor", {}},
                                                 {"japanese", kJapanese},
                                                 {"korean", kJapanese},
                                                 {"chinese", kChinese},
                                                 {"chinese-ogs", kChineseOnline, false},
                                                 {"chinese-kgs", kChineseOnline, false},
                                                 {"aga", kAga},
                                                 {"bga", kAga},
                                                 {"french", kAga},
                                                 {"aga-button", kAgaButton},
                                                 {"new-zealand", kNewZealand},
                                                 {"nz", kNewZealand},
                                                 {"ing", kIng},
                                                 {"goe", kIng},
                                                 {"ancient-area", kAncientArea},
                                                 {"stone-scoring", kAncientArea},
                                                 {"ancient-territory", kAncientTerritory}});

bool IsBlank(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

std::string Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

bool Names(std::string_view text, const Preset& preset) {
  const size_t hyphen = preset.name.find('-');
  if (hyphen == std::string_view::npos) return text == preset.name;
  if (!text.starts_with(preset.name.substr(0, hyphen))) return false;
  std::string_view rest = text.substr(hyphen);
  const std::string_view separators = preset.blank ? "-_ " : "-_";
  if (!rest.empty() && separators.find(rest[0]) != std::string_view::npos) rest.remove_prefix(1);
  return rest == preset.name.substr(hyphen + 1);
}

}  // namespace

std::optional<Rules> FindPreset(std::string_view name) {
  std::string text = Trimmed(name);
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  const auto found = std::find_if(kPresets.begin(), kPresets.end(),
                                  [&](const Preset& preset) { return Names(text, preset); });
  if (found == kPresets.end()) return std::nullopt;
  return found->rules;
}

std::optional<std::string_view> PresetOf(const Rules& rules) {
  for (const Preset& preset : kPresets) {
    Rules same = preset.rules;
    same.komi = rules.komi;
    if (same == rules) return preset.name;
  }
  return std::nullopt;
}

std::string PresetNames() {
  std::string names;
  for (const Preset& preset : kPresets) {
    names += (names.empty() ? "" : ", ") + std::string(preset.name);
  }
  return names;
}

}  // namespace tidemark::reference
