#ifndef TIDEMARK_CONVERTER_NETWORK_DECIMAL_H_
#define TIDEMARK_CONVERTER_NETWORK_DECIMAL_H_

#include <optional>
#include <string>
#include <string_view>

namespace tidemark::converter {

// Numbers as network files spell them: decimal, whatever the locale.

// The whole of `text` as a number, rounded to nearest; nothing if it is not a finite decimal
// number. A leading `+` is accepted; `inf`, `nan` and hexadecimal are not.
std::optional<float> ParseFloat(std::string_view text);
std::optional<double> ParseDouble(std::string_view text);

// The shortest text that reads back as the same value.
std::string ShortestFloat(float value);

// The same in the style of Python's str(float), which network headers are written in: `20.0`,
// `0.25`, `1e-20`.
std::string PythonFloat(float value);
std::string PythonFloat(double value);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_DECIMAL_H_
