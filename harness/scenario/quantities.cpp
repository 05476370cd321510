#include "harness/scenario/quantities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <span>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

using converter::Quoted;

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array<Unit, 7> kSizes = {{{"B", 1},
                                         {"kB", 1e3},
                                         {"MB", 1e6},
                                         {"GB", 1e9},
                                         {"KiB", 1024},
                                         {"MiB", 1024.0 * 1024},
                                         {"GiB", 1024.0 * 1024 * 1024}}};
constexpr std::array<Unit, 4> kDurations = {{{"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}}};

// Whole numbers up to here are exact as double.
constexpr double kLargestSize = 9007199254740992;
constexpr double kLongestDuration = 7.0 * 24 * 3600;

std::string NamesOf(std::span<const Unit> units) {
  std::string names;
  for (const Unit& unit : units) names += (names.empty() ? "" : ", ") + std::string(unit.name);
  return names;
}

// The number that `text` begins with; `text` is left at its unit. Decimal digits with an optional
// fraction only: no sign, no exponent, no "inf".
std::optional<double> TakeNumber(std::string_view& text) {
  const size_t length = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string digits(text.substr(0, length));
  if (digits.empty() || digits.front() == '.' || digits.back() == '.' ||
      std::count(digits.begin(), digits.end(), '.') > 1) {
    return std::nullopt;
  }
  text.remove_prefix(length);
  return std::strtod(digits.c_str(), nullptr);
}

double Parse(std::string_view text, std::string_view what, std::string_view example,
             std::span<const Unit> units) {
  std::string_view rest = text;
  const std::optional<double> number = TakeNumber(rest);
  if (number.has_value()) {
    for (const Unit& unit : units) {
      if (rest == unit.name) return *number * unit.factor;
    }
    if (rest.empty()) {
      throw UsageError(Quoted(text) + " is a number without a unit; write a " + std::string(what) +
                       " as \"" + std::string(example) + "\" (units " + NamesOf(units) + ")");
    }
  }
  throw UsageError(Quoted(text) + " is not a " + std::string(what) +
                   "; expected a number and one "
                   "of the units " +
                   NamesOf(units) + ", as in \"" + std::string(example) + "\"");
}

}  // namespace

uint64_t ParseSize(std::string_view text) {
  const double bytes = std::round(Parse(text, "size", "140MiB", kSizes));
  if (bytes > kLargestSize) throw UsageError(Quoted(text) + " is more than 8388608GiB");
  return static_cast<uint64_t>(bytes);
}

double ParseDuration(std::string_view text) {
  const double seconds = Parse(text, "time", "0.5s", kDurations);
  if (seconds > kLongestDuration) throw UsageError(Quoted(text) + " is more than a week (168h)");
  return seconds;
}

std::string FormatSize(uint64_t bytes) {
  std::string shortest = std::to_string(bytes) + "B";
  for (const Unit& unit : kSizes) {
    const auto factor = static_cast<uint64_t>(unit.factor);
    if (bytes == 0 || bytes % factor != 0) continue;
    const std::string text = std::to_string(bytes / factor) + std::string(unit.name);
    if (text.size() < shortest.size()) shortest = text;
  }
  return shortest;
}

std::string FormatDuration(double seconds) {
  std::array<char, 400> text = {};
  for (int decimals = 0; decimals <= 17; ++decimals) {
    std::snprintf(text.data(), text.size(), "%.*f", decimals, seconds);
    if (std::strtod(text.data(), nullptr) == seconds) break;
  }
  return std::string(text.data()) + "s";
}

}  // namespace tidemark::harness
