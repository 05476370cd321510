#include "harness/cli/ci_annotations.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>

namespace tidemark::harness {
namespace {

using Level = Annotation::Level;

std::string_view NameOf(Level level) {
  switch (level) {
    case Level::kError:
      return "error";
    case Level::kWarning:
      return "warning";
    case Level::kNotice:
      return "notice";
  }
  return "error";
}

// What would end the command, or the property, is written as %XX.
std::string Escaped(std::string_view text, std::string_view special) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      escaped += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    escaped += '%';
    escaped += kDigits[byte >> 4];
    escaped += kDigits[byte & 15];
  }
  return escaped;
}

std::string Property(std::string_view name, std::string_view value, char before) {
  if (value.empty()) return "";
  return before + std::string(name) + "=" + Escaped(value, "%\r\n:,");
}

std::string Line(const Annotation& annotation, const std::string& message) {
  const std::string file = Property("file", annotation.file, ' ');
  const std::string title = Property("title", annotation.title, file.empty() ? ' ' : ',');
  return "::" + std::string(NameOf(annotation.level)) + file + title +
         "::" + Escaped(message, "%\r\n") + "\n";
}

}  // namespace

bool InGitHubActions() {
  const char* const value = std::getenv("GITHUB_ACTIONS");
  return value != nullptr && std::string_view(value) == "true";
}

std::string AnnotationLines(std::span<const Annotation> annotations) {
  std::map<Level, size_t> left;
  for (const Annotation& annotation : annotations) ++left[annotation.level];
  std::map<Level, size_t> written;
  std::string lines;
  for (const Annotation& annotation : annotations) {
    const size_t after = --left[annotation.level];
    if (written[annotation.level] == kMostAnnotations) continue;
    std::string message = annotation.message;
    if (++written[annotation.level] == kMostAnnotations && after > 0) {
      message += "\nand " + std::to_string(after) + " more " +
                 std::string(NameOf(annotation.level)) + (after == 1 ? "" : "s");
    }
    lines += Line(annotation, message);
  }
  return lines;
}

}  // namespace tidemark::harness
