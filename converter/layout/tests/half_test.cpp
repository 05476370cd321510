#include "converter/layout/half.h"

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::converter {
namespace {

using ::testing::ElementsAre;

struct Rounding {
  float value;
  uint16_t half;
};

TEST(Half, RoundsToNearestEven) {
  const float infinity = std::numeric_limits<float>::infinity();
  const Rounding vectors[] = {
      {0.0F, 0x0000},
      {-0.0F, 0x8000},
      {65504.0F, 0x7BFF},
      {65519.0F, 0x7BFF},
      {65520.0F, 0x7C00},
      {-65520.0F, 0xFC00},
      {1e30F, 0x7C00},
      {infinity, 0x7C00},
      {-infinity, 0xFC00},
      {0x1p-14F, 0x0400},
      {0x1.FF8p-15F, 0x03FF},
      {0x1.FFCp-15F, 0x0400},
      {0x1.FFFp-15F, 0x0400},
      {0x1p-24F, 0x0001},
      {0x1p-25F, 0x0000},
      {std::nextafter(0x1p-25F, 1.0F), 0x0001},
      {0x1p-149F, 0x0000},
      {1.0F + 0x1p-11F, 0x3C00},
      {1.0F + 3 * 0x1p-11F, 0x3C02},
      {0.1F, 0x2E66},
      {-0.1F, 0xAE66},
      {14.0F, 0x4B00},
      {30000.0F, 0x7753},
      {1e-6F, 0x0011},
      {1e-5F, 0x00A8},
  };
  for (const auto& [value, half] : vectors) {
    EXPECT_EQ(HalfFromFloat(value), half) << value;
  }
}

TEST(Half, EveryHalfSurvivesTheWayThroughFloat) {
  for (uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    ASSERT_EQ(HalfFromFloat(FloatFromHalf(half)), half) << std::hex << bits;
  }
}

TEST(Half, WidensExactly) {
  EXPECT_EQ(FloatFromHalf(0x0001), 0x1p-24F);
  EXPECT_EQ(FloatFromHalf(0x03FF), 1023 * 0x1p-24F);
  EXPECT_EQ(FloatFromHalf(0x0400), 0x1p-14F);
  EXPECT_EQ(FloatFromHalf(0x3C00), 1.0F);
  EXPECT_EQ(FloatFromHalf(0xC000), -2.0F);
  EXPECT_EQ(FloatFromHalf(0x7BFF), 65504.0F);
  EXPECT_EQ(FloatFromHalf(0xFC00), -std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::signbit(FloatFromHalf(0x8000)));
}

TEST(Half, NanStaysNan) {
  for (const uint32_t bits : {0x7FC00000U, 0x7F800001U, 0xFFFFFFFFU}) {
    EXPECT_GT(HalfFromFloat(std::bit_cast<float>(bits)) & kHalfMagnitude, kHalfInfinity)
        << std::hex << bits;
  }
}

// Halfway between two halves, and one float to each side of it, everywhere.
TEST(Half, RoundsRightAtEveryBoundary) {
  for (uint32_t bits = 0; bits < kHalfInfinity; ++bits) {
    const auto below = static_cast<uint16_t>(bits);
    const auto above = static_cast<uint16_t>(bits + 1);
    const float upper = above == kHalfInfinity ? 65536.0F : FloatFromHalf(above);
    const float middle = (FloatFromHalf(below) + upper) / 2;
    ASSERT_EQ(HalfFromFloat(middle), bits % 2 == 0 ? below : above) << std::hex << bits;
    ASSERT_EQ(HalfFromFloat(std::nextafter(middle, 0.0F)), below) << std::hex << bits;
    ASSERT_EQ(HalfFromFloat(std::nextafter(middle, 1e9F)), above) << std::hex << bits;
  }
}

// Vectorised loops have a scalar rest: lengths around the vector's.
TEST(Half, SpansConvertLikeSingleValues) {
  for (size_t count = 0; count < 70; ++count) {
    std::vector<float> values(count);
    for (size_t i = 0; i < count; ++i) {
      values[i] = std::ldexp(static_cast<float>(i) - 20.3F, static_cast<int>(i % 40) - 25);
    }
    std::vector<uint16_t> halves(count);
    const uint16_t largest = HalvesFromFloats(values, halves);
    uint16_t expected_largest = 0;
    for (size_t i = 0; i < count; ++i) {
      ASSERT_EQ(halves[i], HalfFromFloat(values[i])) << i << " of " << count;
      const auto magnitude = static_cast<uint16_t>(halves[i] & kHalfMagnitude);
      expected_largest = std::max(expected_largest, magnitude);
    }
    EXPECT_EQ(largest, expected_largest);
    std::vector<float> widened(count);
    FloatsFromHalves(halves, widened);
    for (size_t i = 0; i < count; ++i) ASSERT_EQ(widened[i], FloatFromHalf(halves[i])) << i;
  }
}

TEST(Half, SpansTellOfOverflow) {
  std::vector<uint16_t> halves(3);
  EXPECT_EQ(HalvesFromFloats(std::vector<float>{1.0F, -70000.0F, 2.0F}, halves), kHalfInfinity);
  EXPECT_THAT(halves, ElementsAre(0x3C00, 0xFC00, 0x4000));
  EXPECT_EQ(HalvesFromFloats(std::vector<float>{1.0F, -65504.0F, 2.0F}, halves), 0x7BFF);
}

}  // namespace
}  // namespace tidemark::converter
