#include "harness/report/units.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace tidemark::harness {
namespace {

constexpr double kKiB = 1024;

template <typename... Values>
std::string Format(const char* format, Values... values) {
  std::array<char, 400> text = {};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

}  // namespace

std::string BytesText(double bytes) {
  if (std::abs(bytes) < kKiB) return Format("%.0f B", bytes);
  double value = bytes / kKiB;
  for (const char* unit : {"KiB", "MiB"}) {
    // A value that would print as 1024.0 goes to the next unit.
    if (std::abs(value) < kKiB - 0.05) return Format("%.1f %s", value, unit);
    value /= kKiB;
  }
  return Format("%.1f GiB", value);
}

std::string BytesDeltaText(double bytes) {
  const std::string text = BytesText(bytes);
  return std::round(bytes) > 0 ? "+" + text : text;
}

std::string SecondsText(double seconds) {
  if (seconds < 0.9995) return Format("%.3g ms", seconds * 1000);
  if (seconds < 59.995) return Format("%.2f s", seconds);
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole < 3600) return Format("%lld min %lld s", whole / 60, whole % 60);
  return Format("%lld h %lld min", whole / 3600, whole % 3600 / 60);
}

std::string PercentDeltaText(double percent) { return Format("%+.1f %%", percent); }

std::string PercentText(double percent) { return Format("%.1f %%", percent); }

std::string FractionText(double fraction) {
  return std::isinf(fraction) ? "infinite" : Format("%.3f %%", fraction * 100);
}

std::string NumberText(double number) {
  return std::isinf(number) ? "infinite" : Format("%.3g", number);
}

std::string RateText(double rate) {
  return std::abs(rate) < 0.95 ? Format("%.2g", rate) : Format("%.1f", rate);
}

}  // namespace tidemark::harness
