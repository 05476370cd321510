#include "reference/cases/position_rules.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

namespace tidemark::reference {
namespace {

using converter::JsonObject;

struct Preset {
  // Lower case; blanks and underscores are written as hyphens.
  std::string_view name = {};
  bool simple_ko = false;
  bool territory = false;
};

constexpr std::array kPresets = {
    Preset{"tromp-taylor"},
    Preset{"tromptaylor"},
    Preset{"japanese", true, true},
    Preset{"korean", true, true},
    Preset{"chinese", true},
    Preset{"chinese-ogs"},
    Preset{"chineseogs"},
    Preset{"chinese-kgs"},
    Preset{"chinesekgs"},
    Preset{"aga"},
    Preset{"bga"},
    Preset{"french"},
    Preset{"aga-button"},
    Preset{"agabutton"},
    Preset{"nz"},
    Preset{"newzealand"},
    Preset{"new-zealand"},
    Preset{"goe"},
    Preset{"ing"},
    Preset{"ancient-area", true},
    Preset{"ancientarea", true},
    Preset{"stone-scoring", true},
    Preset{"stonescoring", true},
    Preset{"ancient-territory", true, true},
    Preset{"ancientterritory", true, true},
};

std::string Normalised(std::string_view name) {
  const size_t first = name.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  std::string text(name.substr(first, name.find_last_not_of(' ') - first + 1));
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (letter == ' ' || letter == '_') letter = '-';
  }
  return text;
}

// Is the member, where it is given, `wanted`? It must be one of `accepted`.
bool MemberIs(const JsonObject& rules, std::string_view key, std::string_view wanted,
              std::initializer_list<std::string_view> accepted) {
  const auto member = rules.FindUnlessNull(key);
  if (!member.has_value()) return false;
  const std::string& text = member->String();
  if (std::find(accepted.begin(), accepted.end(), text) == accepted.end()) {
    std::string list;
    for (const std::string_view name : accepted) (list += ' ') += name;
    member->FailExpecting("one of" + list);
  }
  return text == wanted;
}

}  // namespace

bool NoResultPossible(const converter::JsonValue& rules) {
  if (rules.IsString()) {
    const std::string name = Normalised(rules.String());
    const auto preset = std::find_if(kPresets.begin(), kPresets.end(),
                                     [&name](const Preset& one) { return one.name == name; });
    if (preset == kPresets.end()) {
      rules.FailExpecting("rules or a preset such as \"tromp-taylor\" or \"japanese\"");
    }
    return preset->simple_ko || preset->territory;
  }
  const JsonObject object = rules.AnyObject();
  const bool simple_ko =
      MemberIs(object, "ko", "SIMPLE", {"SIMPLE", "POSITIONAL", "SITUATIONAL", "SPIGHT"});
  const bool territory = MemberIs(object, "scoring", "TERRITORY", {"AREA", "TERRITORY"}) ||
                         MemberIs(object, "score", "TERRITORY", {"AREA", "TERRITORY"});
  return simple_ko || territory;
}

}  // namespace tidemark::reference
