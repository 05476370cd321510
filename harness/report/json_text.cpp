#include "harness/report/json_text.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace tidemark::harness {
namespace {

using converter::Json;

constexpr size_t kColumns = 100;

bool IsPlainList(const Json& json) {
  return json.is_array() && std::none_of(json.begin(), json.end(),
                                         [](const Json& item) { return item.is_structured(); });
}

std::string Plain(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// One line, with a blank after each colon and comma.
void AppendLine(const Json& json, std::string& text) {
  if (!json.is_structured()) {
    text += Plain(json);
    return;
  }
  bool first = true;
  text += json.is_object() ? '{' : '[';
  for (const auto& [key, value] : json.items()) {
    if (!first) text += ", ";
    first = false;
    if (json.is_object()) text += Plain(key) + ": ";
    AppendLine(value, text);
  }
  text += json.is_object() ? '}' : ']';
}

// `column` is where the value begins; `indent` is that of the line it begins on.
void Append(const Json& json, size_t indent, size_t column, std::string& text) {
  std::string line;
  AppendLine(json, line);
  // One column is kept for a comma.
  if (!json.is_structured() || IsPlainList(json) || column + line.size() < kColumns) {
    text += line;
    return;
  }
  bool first = true;
  text += json.is_object() ? '{' : '[';
  for (const auto& [key, value] : json.items()) {
    text += first ? "\n" : ",\n";
    first = false;
    text.append(indent + 2, ' ');
    const std::string name = json.is_object() ? Plain(key) + ": " : "";
    text += name;
    Append(value, indent + 2, indent + 2 + name.size(), text);
  }
  text += '\n';
  text.append(indent, ' ');
  text += json.is_object() ? '}' : ']';
}

}  // namespace

std::string JsonText(const Json& json) {
  std::string text;
  Append(json, 0, 0, text);
  return text + "\n";
}

}  // namespace tidemark::harness
