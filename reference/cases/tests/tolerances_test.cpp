#include "reference/cases/tolerances.h"

#include <limits>

#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

TEST(Tolerances, FollowThePrecision) {
  const Tolerances single = DefaultTolerances(converter::Precision::kFloat32);
  EXPECT_EQ(single.raw.absolute, 2e-4);
  EXPECT_EQ(single.raw.relative, 1e-4);
  EXPECT_FALSE(single.go.has_value());
  const Tolerances half = DefaultTolerances(converter::Precision::kFloat16);
  EXPECT_EQ(half.raw.absolute, 0.02);
  EXPECT_EQ(half.raw.relative, 0.02);
  ASSERT_TRUE(half.go.has_value());
}

TEST(Tolerances, EachGoQuantityHasItsLimit) {
  const GoTolerance limits = *DefaultTolerances(converter::Precision::kFloat16).go;
  const GoDifferences at_limit = {
      .winrate = 0.003, .policy = 0.004, .ownership = 0.01, .lead = 0.3};
  EXPECT_TRUE(Within({}, limits));
  EXPECT_TRUE(Within(at_limit, limits));
  for (double GoDifferences::*quantity : {&GoDifferences::winrate, &GoDifferences::policy,
                                          &GoDifferences::ownership, &GoDifferences::lead}) {
    GoDifferences beyond = at_limit;
    beyond.*quantity *= 1.01;
    EXPECT_FALSE(Within(beyond, limits));
    beyond.*quantity = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(Within(beyond, limits));
  }
}

}  // namespace
}  // namespace tidemark::reference
