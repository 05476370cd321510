#include "converter/layout/elementary.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace tidemark::converter {
namespace {

constexpr double kError = 0x1p-45;

TEST(Elementary, SinesAndCosinesAgreeWithTheLibrary) {
  for (double angle = -1000; angle < 1000; angle += 0.0137) {
    ASSERT_NEAR(PortableSine(angle), std::sin(angle), kError) << angle;
    ASSERT_NEAR(PortableCosine(angle), std::cos(angle), kError) << angle;
  }
  for (double angle = 1; angle <= kLargestAngle; angle *= 1.01) {
    for (const double signed_angle : {angle, -angle}) {
      ASSERT_NEAR(PortableSine(signed_angle), std::sin(signed_angle), kError) << signed_angle;
      ASSERT_NEAR(PortableCosine(signed_angle), std::cos(signed_angle), kError) << signed_angle;
    }
  }
}

TEST(Elementary, QuarterTurnsComeOutRight) {
  EXPECT_EQ(PortableSine(0), 0);
  EXPECT_EQ(PortableCosine(0), 1);
  for (int quarters = -9; quarters <= 9; ++quarters) {
    const double angle = quarters * std::numbers::pi / 2;
    const int turned = (quarters % 4 + 4) % 4;
    EXPECT_NEAR(PortableSine(angle), turned == 1 ? 1 : turned == 3 ? -1 : 0, 1e-15) << quarters;
    EXPECT_NEAR(PortableCosine(angle), turned == 0 ? 1 : turned == 2 ? -1 : 0, 1e-15) << quarters;
  }
}

TEST(Elementary, PowersAgreeWithTheLibrary) {
  for (const double base : {1e-30, 0.01, 0.5, 1.0, 2.0, 3.7, 100.0, 10000.0, 3e38}) {
    for (double exponent = -1; exponent <= 1; exponent += 0.03125) {
      const double expected = std::pow(base, exponent);
      EXPECT_NEAR(PortablePower(base, exponent) / expected, 1, kError) << base << "^" << exponent;
    }
  }
  EXPECT_EQ(PortablePower(100, 0), 1);
}

}  // namespace
}  // namespace tidemark::converter
