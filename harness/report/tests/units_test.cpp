#include "harness/report/units.h"

#include <limits>

#include <gtest/gtest.h>

#include "harness/report/text_table.h"

namespace tidemark::harness {
namespace {

TEST(Units, Bytes) {
  EXPECT_EQ(BytesText(0), "0 B");
  EXPECT_EQ(BytesText(1023), "1023 B");
  EXPECT_EQ(BytesText(1024), "1.0 KiB");
  EXPECT_EQ(BytesText(122'262'749), "116.6 MiB");
  EXPECT_EQ(BytesText(1024 * 1024 - 1), "1.0 MiB");
  EXPECT_EQ(BytesText(5e9), "4.7 GiB");
  EXPECT_EQ(BytesText(5e13), "46566.1 GiB");
}

TEST(Units, DifferencesOfBytesHaveASign) {
  EXPECT_EQ(BytesDeltaText(0), "0 B");
  EXPECT_EQ(BytesDeltaText(-0.25), "-0 B");
  EXPECT_EQ(BytesDeltaText(12288), "+12.0 KiB");
  EXPECT_EQ(BytesDeltaText(-480.0 * 1024 * 1024), "-480.0 MiB");
}

TEST(Units, Seconds) {
  EXPECT_EQ(SecondsText(0.0124), "12.4 ms");
  EXPECT_EQ(SecondsText(0.99951), "1.00 s");
  EXPECT_EQ(SecondsText(1.357), "1.36 s");
  EXPECT_EQ(SecondsText(59.999), "1 min 0 s");
  EXPECT_EQ(SecondsText(125), "2 min 5 s");
  EXPECT_EQ(SecondsText(3780), "1 h 3 min");
}

TEST(Units, Rates) {
  EXPECT_EQ(PercentDeltaText(-77.94), "-77.9 %");
  EXPECT_EQ(PercentDeltaText(3), "+3.0 %");
  EXPECT_EQ(PercentText(83.33), "83.3 %");
  EXPECT_EQ(FractionText(0.00186), "0.186 %");
  EXPECT_EQ(FractionText(std::numeric_limits<double>::infinity()), "infinite");
  EXPECT_EQ(RateText(98.123), "98.1");
  EXPECT_EQ(RateText(1234.5), "1234.5");
  EXPECT_EQ(RateText(0.0123), "0.012");
  EXPECT_EQ(RateText(0.949), "0.95");
  EXPECT_EQ(NumberText(0.12345), "0.123");
  EXPECT_EQ(NumberText(1.2e-7), "1.2e-07");
  EXPECT_EQ(NumberText(std::numeric_limits<double>::infinity()), "infinite");
}

TEST(TextTable, AlignsItsColumns) {
  TextTable table;
  table.AddRow({"run", "peak", "note"});
  table.AddRow({"off/ane", "1.0 KiB", "a"});
  table.AddRow({"x", "22 B"});
  EXPECT_EQ(table.Text(),
            "run         peak  note\n"
            "off/ane  1.0 KiB  a\n"
            "x           22 B\n");
}

}  // namespace
}  // namespace tidemark::harness
