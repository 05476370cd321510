#include "harness/scenario/quantities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(Quantities, SizesCountInTheirUnits) {
  EXPECT_EQ(ParseSize("0B"), 0u);
  EXPECT_EQ(ParseSize("12B"), 12u);
  EXPECT_EQ(ParseSize("3kB"), 3'000u);
  EXPECT_EQ(ParseSize("3KiB"), 3'072u);
  EXPECT_EQ(ParseSize("2GB"), 2'000'000'000u);
  EXPECT_EQ(ParseSize("140MiB"), 146'800'640u);
  EXPECT_EQ(ParseSize("0.5KiB"), 512u);
  EXPECT_EQ(ParseSize("1.1MB"), 1'100'000u);
  EXPECT_EQ(ParseSize("1.5GiB"), 1'610'612'736u);
}

TEST(Quantities, TimesCountInTheirUnits) {
  EXPECT_EQ(ParseDuration("120s"), 120);
  EXPECT_EQ(ParseDuration("0.5s"), 0.5);
  EXPECT_EQ(ParseDuration("250ms"), 0.25);
  EXPECT_EQ(ParseDuration("2m"), 120);
  EXPECT_EQ(ParseDuration("1.5h"), 5400);
}

TEST(Quantities, NumberWithoutAUnitGetsAHint) {
  EXPECT_THAT([] { ParseSize("140"); },
              ThrowsMessage<UsageError>("\"140\" is a number without a unit; write a size as "
                                        "\"140MiB\" (units B, kB, MB, GB, KiB, MiB, GiB)"));
  EXPECT_THAT(
      [] { ParseDuration("5"); },
      ThrowsMessage<UsageError>("\"5\" is a number without a unit; write a time as \"0.5s\" "
                                "(units ms, s, m, h)"));
}

TEST(Quantities, AnythingElseIsRefused) {
  for (const char* text : {"", "MiB", "-1MiB", "+1MiB", "1e3B", "1.MiB", ".5MiB", "1.2.3MiB",
                           "1 MiB", "1mib", "1MB ", "0x10B", "infs", "nanB"}) {
    EXPECT_THAT([&] { ParseSize(text); },
                ThrowsMessage<UsageError>(AllOf(HasSubstr("is not a size"), HasSubstr("GiB"))))
        << text;
  }
  EXPECT_THAT([] { ParseDuration("5MiB"); }, ThrowsMessage<UsageError>(HasSubstr("is not a time")));
}

TEST(Quantities, ValuesOutOfRangeAreRefused) {
  EXPECT_EQ(ParseSize("8388608GiB"), uint64_t{1} << 53);
  EXPECT_THAT([] { ParseSize("8388609GiB"); },
              ThrowsMessage<UsageError>(HasSubstr("more than 8388608GiB")));
  EXPECT_THAT([] { ParseSize(std::string(5000, '9') + "GiB"); },
              ThrowsMessage<UsageError>(HasSubstr("more than")));
  EXPECT_THAT([] { ParseDuration("169h"); },
              ThrowsMessage<UsageError>(HasSubstr("more than a week")));
}

TEST(Quantities, HostileTextIsQuotedOnOneLine) {
  EXPECT_THAT([] { ParseSize("\n\x01\xff" + std::string(100, 'x')); },
              ThrowsMessage<UsageError>(HasSubstr(R"("\n\x01\xffxxxxx)")));
}

TEST(Quantities, FormatsWhatItReads) {
  EXPECT_EQ(FormatSize(0), "0B");
  EXPECT_EQ(FormatSize(146'800'640), "140MiB");
  EXPECT_EQ(FormatSize(2'000'000'000), "2GB");
  EXPECT_EQ(FormatSize(1'000'001), "1000001B");
  EXPECT_EQ(FormatDuration(120), "120s");
  EXPECT_EQ(FormatDuration(0.05), "0.05s");
  for (const uint64_t bytes : {1ull, 1023ull, 1024ull, 999'000ull, 1ull << 40, (1ull << 53) - 1}) {
    EXPECT_EQ(ParseSize(FormatSize(bytes)), bytes);
  }
  for (const double seconds : {0.001, 0.1, 1.0 / 3, 7.25, 86400.0}) {
    EXPECT_EQ(ParseDuration(FormatDuration(seconds)), seconds);
  }
}

}  // namespace
}  // namespace tidemark::harness
