#include "harness/cli/shell_script.h"

namespace tidemark::harness {
namespace {

void ReplaceAll(std::string& text, std::string_view from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::string ShellIdentifier(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += fits ? c : '_';
  }
  return name;
}

std::string ShellQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string ScriptFor(const std::string& program, std::string_view script) {
  std::string text(script);
  ReplaceAll(text, "{program}", program);
  ReplaceAll(text, "{function}", "_" + ShellIdentifier(program));
  return text;
}

}  // namespace tidemark::harness
