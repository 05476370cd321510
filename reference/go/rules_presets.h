#ifndef TIDEMARK_REFERENCE_GO_RULES_PRESETS_H_
#define TIDEMARK_REFERENCE_GO_RULES_PRESETS_H_

#include <optional>
#include <string>
#include <string_view>

#include "reference/go/rules.h"

namespace tidemark::reference {

// The rules of a preset of KataGo's, by any of its names, in any case and between any blanks;
// nothing for other text.
std::optional<Rules> FindPreset(std::string_view name);

// The preset whose rules are these, whatever the komi; nothing if there is none.
std::optional<std::string_view> PresetOf(const Rules& rules);

// One name of each, for messages: "tromp-taylor, japanese, ...".
std::string PresetNames();

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_RULES_PRESETS_H_
