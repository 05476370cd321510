#include "harness/cli/text.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>

#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

std::optional<int> ParseInt(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

BatchOption ParseBatch(const std::string& text, const std::string& option) {
  const size_t colon = text.find(':');
  const auto min = ParseInt(std::string_view(text).substr(0, colon));
  const auto max =
      colon == std::string::npos ? min : ParseInt(std::string_view(text).substr(colon + 1));
  if (min.has_value() && max.has_value() && *min >= 1 && *min <= *max) {
    return {.min = *min, .max = *max};
  }
  throw UsageError(converter::Quoted(text) +
                       " is not a batch; expected N or MIN:MAX with 1 <= MIN <= MAX, "
                       "for example 1:8",
                   {.key = option});
}

LeverSet ParseLeverList(const std::string& text, const std::string& option) {
  std::vector<std::string> ids;
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t comma = std::min(text.find(',', begin), text.size());
    ids.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  return ParseLevers(ids, option);
}

std::string WithCommas(uint64_t value) {
  std::string digits = std::to_string(value);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string Mebibytes(uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MiB", static_cast<double>(bytes) / (1024.0 * 1024.0));
  return text;
}

std::string FormatTable(const std::vector<std::vector<std::string>>& rows,
                        const std::vector<bool>& right) {
  std::vector<size_t> widths(right.size());
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - row[i].size(), ' ');
      if (i > 0) line += "  ";
      line += right[i] ? padding + row[i] : row[i] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace tidemark::harness
