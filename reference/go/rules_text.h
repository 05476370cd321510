#ifndef TIDEMARK_REFERENCE_GO_RULES_TEXT_H_
#define TIDEMARK_REFERENCE_GO_RULES_TEXT_H_

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "converter/io/json_value.h"
#include "reference/go/rules.h"

namespace tidemark::reference {

// Rules as people and programs write them, in any of the forms that KataGo reads:
//   a preset, in any case:   "tromp-taylor", "Japanese", "chinese-ogs", ...
//   a compact text:          "koPOSITIONALscoreAREAtaxALLsui1komi7.5"
//   a JSON object:           {"ko": "SIMPLE", "scoring": "TERRITORY", "komi": 6.5}
// What the last two leave out is as in Tromp-Taylor rules, but for the tax, which is SEKI under
// territory scoring, and the komi: 6.5 under territory scoring, 7 with a button, else 7.5. Throws
// UsageError that tells the forms.
Rules ParseRules(std::string_view text);

// Rules in a JSON document: an object, or any of the forms as a text. Throws FormatError with the
// place.
Rules ReadRules(const converter::JsonValue& value);

// As a JSON object with every key.
nlohmann::ordered_json RulesToJson(const Rules& rules);

// For people and SGF files: the name of a preset where its rules are these but for the komi, else
// the compact text without the komi.
std::string NameOf(const Rules& rules);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_RULES_TEXT_H_
