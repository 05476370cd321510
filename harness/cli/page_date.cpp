#include "harness/cli/page_date.h"

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {

std::string PageDate() {
  constexpr const char* kVariable = "SOURCE_DATE_EPOCH";
  const char* const value = std::getenv(kVariable);
  if (value == nullptr || *value == '\0') return "";
  const std::string_view text = value;
  long long seconds = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr long long kEndOfYear9999 = 253'402'300'799;
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0 ||
      seconds > kEndOfYear9999) {
    throw UsageError(converter::Quoted(text) + " is not a time; expected seconds since 1970",
                     {.key = kVariable});
  }
  const auto time = static_cast<std::time_t>(seconds);
  std::tm day{};
  gmtime_r(&time, &day);
  char date[16];
  std::strftime(date, sizeof date, "%Y-%m-%d", &day);
  return date;
}

}  // namespace tidemark::harness
