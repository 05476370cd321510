#ifndef TIDEMARK_HARNESS_SCENARIO_QUANTITIES_H_
#define TIDEMARK_HARNESS_SCENARIO_QUANTITIES_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace tidemark::harness {

// Sizes and times as scenarios and command lines write them: a decimal number and, right behind
// it, a unit. A number without a unit is refused, since nobody can tell what it meant.

// Bytes of "140MiB", "2GB", "0.5KiB": units B, kB, MB, GB (powers of 1000), KiB, MiB, GiB (powers
// of 1024), rounded to a whole byte. Throws UsageError for any other text, and for more than 8 PiB.
uint64_t ParseSize(std::string_view text);

// Seconds of "120s", "0.5s", "250ms", "2m", "1h". Throws UsageError for any other text, and for
// more than a week.
double ParseDuration(std::string_view text);

// The shortest text that ParseSize() reads back as exactly `bytes`: 146800640 is "140MiB".
std::string FormatSize(uint64_t bytes);

// Seconds as text that ParseDuration() reads back as exactly the same number: "120s", "0.5s".
std::string FormatDuration(double seconds);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_QUANTITIES_H_
