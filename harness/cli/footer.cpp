#include "harness/cli/footer.h"

#include <algorithm>
#include <charconv>

namespace tidemark::harness {
namespace {

using Lines = std::vector<std::string>;

std::vector<Lines> Parts(std::string_view text) {
  std::vector<Lines> parts(1);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (!line.empty()) {
      parts.back().emplace_back(line);
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

std::string Joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " ") + line;
  return text;
}

bool GivesExamples(const Lines& part) {
  return part.size() > 1 && part.front().ends_with(':') &&
         std::all_of(part.begin() + 1, part.end(),
                     [](const std::string& line) { return line.starts_with(' '); });
}

// Takes "0 done, 1 a check failed." off the front of `text`.
std::map<int, std::string> TakeExitCodes(std::string_view& text) {
  std::map<int, std::string> codes;
  const auto skip_blanks = [&] {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  skip_blanks();
  while (!text.empty() && is_digit(text.front())) {
    int code = 0;
    text.remove_prefix(static_cast<size_t>(
        std::from_chars(text.data(), text.data() + text.size(), code).ptr - text.data()));
    skip_blanks();
    // A meaning ends where the next code begins, or with its sentence.
    size_t end = 0;
    while (end < text.size()) {
      const std::string_view rest = text.substr(end);
      if (rest == "." || rest.starts_with(". ")) break;
      if (rest.size() > 2 && rest.starts_with(", ") && is_digit(rest[2])) break;
      ++end;
    }
    codes[code] = text.substr(0, end);
    const bool last = !text.substr(end).starts_with(',');
    text.remove_prefix(std::min(end + 1, text.size()));
    skip_blanks();
    if (last) break;
  }
  return codes;
}

}  // namespace

Footer ParseFooter(std::string_view text) {
  constexpr std::string_view kExitCodes = "Exit codes:";
  Footer footer;
  for (const Lines& part : Parts(text)) {
    if (GivesExamples(part)) {
      const std::string what = part.front().substr(0, part.front().size() - 1);
      footer.examples.push_back({.what = what == "Example" || what == "Examples" ? "" : what,
                                 .lines = {part.begin() + 1, part.end()}});
      for (std::string& line : footer.examples.back().lines) {
        line.erase(0, line.find_first_not_of(' '));
      }
      continue;
    }
    const std::string joined = Joined(part);
    std::string_view rest = joined;
    if (rest.starts_with(kExitCodes)) {
      rest.remove_prefix(kExitCodes.size());
      footer.exit_codes.merge(TakeExitCodes(rest));
    }
    if (!rest.empty()) footer.prose.emplace_back(rest);
  }
  return footer;
}

}  // namespace tidemark::harness
