#include "reference/go/rules_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "converter/io/strict_json.h"
#include "reference/go/rules_presets.h"

namespace tidemark::reference {
namespace {

template <typename Value>
using Word = std::pair<std::string_view, Value>;

constexpr auto kKoRules = std::to_array<Word<KoRule>>({{"SIMPLE", KoRule::kSimple},
                                                       {"POSITIONAL", KoRule::kPositional},
                                                       {"SITUATIONAL", KoRule::kSituational},
                                                       {"SPIGHT", KoRule::kSpight}});
constexpr auto kScorings = std::to_array<Word<ScoringRule>>(
    {{"AREA", ScoringRule::kArea}, {"TERRITORY", ScoringRule::kTerritory}});
constexpr auto kTaxes = std::to_array<Word<TaxRule>>(
    {{"NONE", TaxRule::kNone}, {"SEKI", TaxRule::kSeki}, {"ALL", TaxRule::kAll}});
// "N-1" stands before "N", which it begins with.
constexpr auto kBonuses =
    std::to_array<Word<WhiteHandicapBonus>>({{"0", WhiteHandicapBonus::kZero},
                                             {"N-1", WhiteHandicapBonus::kNMinusOne},
                                             {"N", WhiteHandicapBonus::kN}});
constexpr auto kSwitches = std::to_array<Word<bool>>({{"0", false}, {"1", true}});

template <typename Words, typename Value>
std::string WordFor(const Words& words, Value value) {
  const auto found = std::find_if(words.begin(), words.end(),
                                  [&](const auto& word) { return word.second == value; });
  return std::string(found->first);
}

// Rules of which only some fields are known yet.
struct PartialRules {
  Rules rules = {};
  std::optional<TaxRule> tax = {};
  std::optional<float> komi = {};

  Rules Complete() const {
    Rules complete = rules;
    const bool territory = rules.scoring == ScoringRule::kTerritory;
    complete.tax = tax.value_or(territory ? TaxRule::kSeki : TaxRule::kNone);
    complete.komi = komi.value_or(territory ? 6.5F : rules.button ? 7.0F : 7.5F);
    return complete;
  }
};

// Reads the compact text from left to right.
class CompactReader {
 public:
  explicit CompactReader(std::string_view text) : rest_(text) {}

  std::optional<Rules> Read() {
    PartialRules partial;
    SkipBlanks();
    if (rest_.empty()) return std::nullopt;
    for (; !rest_.empty(); SkipBlanks()) {
      if (!ReadToken(partial)) return std::nullopt;
    }
    return partial.Complete();
  }

 private:
  // A token that others begin with is tried after them.
  bool ReadToken(PartialRules& partial) {
    Rules& rules = partial.rules;
    if (Take("komi")) return ReadKomi(partial);
    if (Take("ko")) return ReadWord(kKoRules, rules.ko);
    if (Take("scoring") || Take("score")) return ReadWord(kScorings, rules.scoring);
    if (Take("tax")) return ReadWord(kTaxes, partial.tax);
    if (Take("sui")) return ReadWord(kSwitches, rules.multi_stone_suicide);
    if (Take("button")) return ReadWord(kSwitches, rules.button);
    if (Take("whb")) return ReadWord(kBonuses, rules.white_handicap_bonus);
    if (Take("fpok")) return ReadWord(kSwitches, rules.friendly_pass_ok);
    return false;
  }

  template <typename Words, typename Field>
  bool ReadWord(const Words& words, Field& field) {
    for (const auto& [word, value] : words) {
      if (!Take(word)) continue;
      field = value;
      return true;
    }
    return false;
  }

  bool ReadKomi(PartialRules& partial) {
    const size_t size = std::min(rest_.find_first_not_of("0123456789.+-"), rest_.size());
    const std::optional<double> komi = ParsePoints(rest_.substr(0, size));
    if (!komi.has_value() || !IsKomi(*komi)) return false;
    partial.komi = static_cast<float>(*komi);
    rest_.remove_prefix(size);
    return true;
  }

  bool Take(std::string_view prefix) {
    if (!rest_.starts_with(prefix)) return false;
    rest_.remove_prefix(prefix.size());
    return true;
  }

  void SkipBlanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }

  std::string_view rest_;
};

template <typename Words, typename Field>
void ReadMember(const converter::JsonObject& object, std::string_view key, const Words& words,
                Field& field) {
  const auto member = object.Find(key);
  if (!member.has_value()) return;
  std::string known;
  for (const auto& [word, value] : words) {
    if (word == member->String()) {
      field = value;
      return;
    }
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  member->FailExpecting("one of " + known);
}

void ReadSwitch(const converter::JsonObject& object, std::string_view key, bool& field) {
  if (const auto member = object.Find(key)) field = member->Bool();
}

Rules ReadObject(const converter::JsonValue& value) {
  const converter::JsonObject object =
      value.Object({"ko", "scoring", "score", "tax", "suicide", "hasButton", "whiteHandicapBonus",
                    "friendlyPassOk", "komi"});
  PartialRules partial;
  Rules& rules = partial.rules;
  ReadMember(object, "ko", kKoRules, rules.ko);
  ReadMember(object, "score", kScorings, rules.scoring);
  ReadMember(object, "scoring", kScorings, rules.scoring);
  ReadMember(object, "tax", kTaxes, partial.tax);
  ReadSwitch(object, "suicide", rules.multi_stone_suicide);
  ReadSwitch(object, "hasButton", rules.button);
  ReadMember(object, "whiteHandicapBonus", kBonuses, rules.white_handicap_bonus);
  ReadSwitch(object, "friendlyPassOk", rules.friendly_pass_ok);
  if (const auto komi = object.Find("komi")) {
    if (!IsKomi(komi->Number())) {
      komi->FailExpecting("a whole or half number of at most " +
                          std::to_string(static_cast<int>(kLargestKomi)) + " points");
    }
    partial.komi = static_cast<float>(komi->Number());
  }
  return partial.Complete();
}

std::optional<Rules> FindRules(std::string_view text) {
  if (const std::optional<Rules> preset = FindPreset(text)) return preset;
  if (text.find('{') != std::string_view::npos) {
    const std::string name = "rules";
    const nlohmann::ordered_json json = converter::ParseStrictJson(text, name);
    return ReadObject(converter::JsonValue(json, name));
  }
  return CompactReader(text).Read();
}

}  // namespace

Rules ParseRules(std::string_view text) {
  const auto fail = [&](const std::string& reason) {
    throw UsageError(converter::Quoted(text) + " are not rules" + reason + "; expected a preset (" +
                     PresetNames() +
                     "), a compact text (koSIMPLEscoreTERRITORYtaxSEKIsui0) or a JSON object "
                     "({\"ko\": \"SIMPLE\", ...})");
  };
  std::optional<Rules> rules;
  try {
    rules = FindRules(text);
  } catch (const FormatError& error) {
    const std::string& key = error.context().key;
    fail(" (" + (key.empty() ? "" : key + ": ") + error.message() + ")");
  }
  if (!rules.has_value()) fail("");
  return *rules;
}

Rules ReadRules(const converter::JsonValue& value) {
  if (!value.IsString()) return ReadObject(value);
  try {
    return ParseRules(value.String());
  } catch (const UsageError& error) {
    value.Fail(error.message());
  }
}

nlohmann::ordered_json RulesToJson(const Rules& rules) {
  return {{"ko", WordFor(kKoRules, rules.ko)},
          {"scoring", WordFor(kScorings, rules.scoring)},
          {"tax", WordFor(kTaxes, rules.tax)},
          {"suicide", rules.multi_stone_suicide},
          {"hasButton", rules.button},
          {"whiteHandicapBonus", WordFor(kBonuses, rules.white_handicap_bonus)},
          {"friendlyPassOk", rules.friendly_pass_ok},
          {"komi", rules.komi}};
}

std::string NameOf(const Rules& rules) {
  if (const auto preset = PresetOf(rules)) return std::string(*preset);
  const auto flag = [](bool on) { return on ? "1" : "0"; };
  std::string text = "ko" + WordFor(kKoRules, rules.ko) + "score" +
                     WordFor(kScorings, rules.scoring) + "tax" + WordFor(kTaxes, rules.tax) +
                     "sui" + flag(rules.multi_stone_suicide);
  if (rules.button) text += "button1";
  if (rules.white_handicap_bonus != WhiteHandicapBonus::kZero) {
    text += "whb" + WordFor(kBonuses, rules.white_handicap_bonus);
  }
  if (rules.friendly_pass_ok) text += "fpok1";
  return text;
}

}  // namespace tidemark::reference
