#ifndef TIDEMARK_HARNESS_REPORT_UNITS_H_
#define TIDEMARK_HARNESS_REPORT_UNITS_H_

#include <string>

namespace tidemark::harness {

// Figures as people read them. Reports hold bytes, seconds and fractions; this is the one place
// that turns them into text. None of it is read back.

// Binary units with one decimal: "116.6 MiB", "12.0 KiB", "512 B".
std::string BytesText(double bytes);

// A difference, with its sign: "-405.3 MiB", "+12.0 KiB", "0 B".
std::string BytesDeltaText(double bytes);

// "1.36 s", "12.4 ms", "2 min 5 s", "1 h 3 min".
std::string SecondsText(double seconds);

// A change in percent, with its sign and one decimal: "-77.9 %", "+0.0 %".
std::string PercentDeltaText(double percent);

// "83.3 %".
std::string PercentText(double percent);

// A fraction as a percentage with three decimals: 0.00186 is "0.186 %". Infinite: "infinite".
std::string FractionText(double fraction);

// A plain number with three significant digits: "0.123", "12.3", "1.2e-07". Infinite: "infinite".
std::string NumberText(double number);

// A rate with one decimal, or as many as it takes to show two digits: "98.1", "0.012", "1234.5".
std::string RateText(double rate);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_UNITS_H_
