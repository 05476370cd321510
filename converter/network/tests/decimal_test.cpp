#include "converter/network/decimal.h"

#include <bit>
#include <clocale>
#include <cstdint>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace tidemark::converter {
namespace {

TEST(Decimal, WritesHeaderNumbersAsPythonDoes) {
  EXPECT_EQ(PythonFloat(20.0), "20.0");
  EXPECT_EQ(PythonFloat(0.25), "0.25");
  EXPECT_EQ(PythonFloat(150.0), "150.0");
  EXPECT_EQ(PythonFloat(1e-20), "1e-20");
  EXPECT_EQ(PythonFloat(1e-20F), "1e-20");
  EXPECT_EQ(PythonFloat(1e-06F), "1e-06");
  EXPECT_EQ(PythonFloat(0.001F), "0.001");
  EXPECT_EQ(PythonFloat(0.0001), "0.0001");
  EXPECT_EQ(PythonFloat(0.00012345), "0.00012345");
  EXPECT_EQ(PythonFloat(1.5e-05), "1.5e-05");
  EXPECT_EQ(PythonFloat(1e15), "1000000000000000.0");
  EXPECT_EQ(PythonFloat(1e16), "1e+16");
  EXPECT_EQ(PythonFloat(0.0), "0.0");
}

TEST(Decimal, ReadsWholeFiniteNumbersOnly) {
  EXPECT_EQ(ParseFloat("20.0"), 20.0F);
  EXPECT_EQ(ParseFloat("+3"), 3.0F);
  EXPECT_EQ(ParseFloat("-1e-20"), -1e-20F);
  EXPECT_EQ(ParseDouble("0.1"), 0.1);
  for (const std::string_view bad :
       {"", "+", "-", ".", "e5", "1.5abc", "abc", "nan", "inf", "-inf", "infinity", "0x10", "1,5",
        "1 ", " 1", "+-1", "++1", "--1", "1e39x"}) {
    EXPECT_EQ(ParseFloat(bad), std::nullopt) << bad;
    EXPECT_EQ(ParseDouble(bad), std::nullopt) << bad;
  }
}

TEST(Decimal, RefusesWhatOverflowsAndRoundsWhatUnderflows) {
  EXPECT_EQ(ParseFloat("3.4028235e38"), std::numeric_limits<float>::max());
  EXPECT_EQ(ParseFloat("3.5e38"), std::nullopt);
  EXPECT_EQ(ParseFloat("-1e300"), std::nullopt);
  EXPECT_EQ(ParseFloat("1e999"), std::nullopt);
  EXPECT_EQ(ParseDouble("1e999"), std::nullopt);
  EXPECT_EQ(ParseFloat("1e-45"), std::numeric_limits<float>::denorm_min());
  EXPECT_EQ(ParseFloat("1e-60"), 0.0F);
}

TEST(Decimal, ShortestTextReadsBackAsTheSameBits) {
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const auto bits = static_cast<uint32_t>(random());
    const auto value = std::bit_cast<float>(bits);
    if ((bits & 0x7F800000) == 0x7F800000) continue;
    const auto back = ParseFloat(ShortestFloat(value));
    ASSERT_TRUE(back.has_value()) << ShortestFloat(value);
    ASSERT_EQ(std::bit_cast<uint32_t>(*back), bits) << ShortestFloat(value);
  }
}

TEST(Decimal, DoesNotDependOnTheLocale) {
  // A locale with a decimal comma; where it is not installed, the C locale stays.
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_EQ(ParseFloat("0.25"), 0.25F);
  EXPECT_EQ(ParseFloat("0,25"), std::nullopt);
  EXPECT_EQ(PythonFloat(0.25), "0.25");
  std::setlocale(LC_ALL, "C");
}

}  // namespace
}  // namespace tidemark::converter
