#include "converter/network/decimal.h"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <type_traits>

#if !defined(__cpp_lib_to_chars)
#include <locale.h>
#include <stdlib.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif
#endif

namespace tidemark::converter {
namespace {

bool IsDecimal(std::string_view text) {
  return !text.empty() && text.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
}

#if defined(__cpp_lib_to_chars)

// Nothing if `text` is not a number that a double can hold; infinity or zero for one that a float
// cannot.
template <typename Float>
std::optional<Float> Parse(std::string_view text) {
  Float value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc()) return value;
  if constexpr (std::is_same_v<Float, float>) {
    const auto wide = Parse<double>(text);
    if (wide.has_value()) return static_cast<float>(*wide);
  }
  return std::nullopt;
}

#else

// Standard libraries without from_chars() for floating point: the C library's, in the C locale.
template <typename Float>
std::optional<Float> Parse(std::string_view text) {
  static const locale_t c_locale = newlocale(LC_ALL_MASK, "C", nullptr);
  const std::string terminated(text);
  char* stop = nullptr;
  Float value = 0;
  if constexpr (std::is_same_v<Float, float>) {
    value = strtof_l(terminated.c_str(), &stop, c_locale);
  } else {
    value = strtod_l(terminated.c_str(), &stop, c_locale);
  }
  if (stop != terminated.c_str() + terminated.size()) return std::nullopt;
  return value;
}

#endif

template <typename Float>
std::optional<Float> ParseFinite(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) return std::nullopt;
  }
  if (!IsDecimal(text)) return std::nullopt;
  const std::optional<Float> value = Parse<Float>(text);
  if (!value.has_value() || !std::isfinite(*value)) return std::nullopt;
  return value;
}

template <typename Float>
std::string PythonStyle(Float value) {
  // Python switches to an exponent below 1e-4 and from 1e16 on.
  const Float magnitude = std::abs(value);
  const bool scientific = magnitude != 0 && (magnitude < static_cast<Float>(1e-4) ||
                                             magnitude >= static_cast<Float>(1e16));
  std::array<char, 32> buffer = {};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    scientific ? std::chars_format::scientific : std::chars_format::fixed);
  std::string text(buffer.data(), end);
  if (!scientific && text.find('.') == std::string::npos) text += ".0";
  return text;
}

}  // namespace

std::optional<float> ParseFloat(std::string_view text) { return ParseFinite<float>(text); }

std::optional<double> ParseDouble(std::string_view text) { return ParseFinite<double>(text); }

std::string ShortestFloat(float value) {
  std::array<char, 32> text = {};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  return std::string(text.data(), end);
}

std::string PythonFloat(float value) { return PythonStyle(value); }

std::string PythonFloat(double value) { return PythonStyle(value); }

}  // namespace tidemark::converter
