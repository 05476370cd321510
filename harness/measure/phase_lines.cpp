#include "harness/measure/phase_lines.h"

#include <algorithm>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

constexpr size_t kMaxNameBytes = 64;

std::regex Compile(const std::string& regex) {
  try {
    return std::regex(regex, std::regex::ECMAScript | std::regex::optimize);
  } catch (const std::regex_error&) {
    throw UsageError("not a regular expression: " + converter::Quoted(regex));
  }
}

}  // namespace

void PhasePatterns::Add(const std::string& regex) { patterns_.push_back({Compile(regex)}); }

void PhasePatterns::AddIdle(const std::string& regex) {
  patterns_.push_back({.regex = Compile(regex), .idle = true});
}

std::optional<std::string> PhasePatterns::PhaseBegunBy(const std::string& line) const {
  for (const Pattern& pattern : patterns_) {
    std::smatch match;
    if (!std::regex_search(line, match, pattern.regex)) continue;
    if (pattern.idle) return std::string(kIdlePhase);
    std::string name = match.str(0);
    for (size_t group = match.size(); group-- > 1;) {
      if (match.length(group) > 0) name = match.str(group);
    }
    // A match of nothing names nothing.
    if (!name.empty()) return converter::PrintableText(name, kMaxNameBytes);
  }
  return std::nullopt;
}

void LineCutter::Feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    line_ += part.substr(0, kMaxBytes - std::min(line_.size(), kMaxBytes));
    if (end == std::string_view::npos) return;
    Finish();
    bytes.remove_prefix(end + 1);
  }
}

void LineCutter::Finish() {
  if (!line_.empty()) on_line_(line_);
  line_.clear();
}

}  // namespace tidemark::harness
