// What a value's declared type does to its numbers.

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/backends/ane/tests/op_tester.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// (x + 2048) - 2048, in one type throughout.
std::vector<float> ThereAndBack(mil::DataType type, float x) {
  const auto number = [type](float value) {
    return type == mil::FLOAT16 ? Halves({}, {value}) : Floats({}, {value});
  };
  PackageMaker maker;
  maker.Input("x", type, {1});
  maker.Op("add", {{"x", "x"}, {"y", number(2048)}}, "sum", type, {1});
  maker.Op("sub", {{"x", "sum"}, {"y", number(2048)}}, "difference", type, {1});
  maker.Output("difference", type);
  return RunOnce(maker, "difference", {{"x", {x}}});
}

TEST(Rounding, SumLosesWhatHalfPrecisionCannotHold) {
  EXPECT_THAT(ThereAndBack(mil::FLOAT16, 0.5F), ElementsAre(0.0F));
  EXPECT_THAT(ThereAndBack(mil::FLOAT32, 0.5F), ElementsAre(0.5F));
}

TEST(Rounding, TiesGoToEven) {
  const auto product = [](float x, float y) {
    return Compute("mul", mil::FLOAT16, {{"x", {{1}, {x}}}, {"y", {{1}, {y}}}}, {}, {1})[0];
  };
  // The sums are inexact: 1 + 2^-11 is half way between 1 and its successor.
  const auto sum = [](float x, float y) {
    return Compute("add", mil::FLOAT16, {{"x", {{1}, {x}}}, {"y", {{1}, {y}}}}, {}, {1})[0];
  };
  EXPECT_EQ(sum(1.0F, 0x1p-11F), 1.0F);
  EXPECT_EQ(sum(1.0F + 0x1p-10F, 0x1p-11F), 1.0F + 0x1p-9F);
  EXPECT_EQ(product(0x1p-24F, 0.5F), 0.0F);
  EXPECT_EQ(product(3 * 0x1p-24F, 0.5F), 2 * 0x1p-24F);
}

TEST(Rounding, OverflowGivesInfinity) {
  const auto sum = [](mil::DataType type, float y) {
    return Compute("add", type, {{"x", {{1}, {65504.0F}}}, {"y", {{1}, {y}}}}, {}, {1})[0];
  };
  EXPECT_EQ(sum(mil::FLOAT16, 32.0F), kInfinity);
  EXPECT_EQ(sum(mil::FLOAT16, 8.0F), 65504.0F);
  EXPECT_EQ(sum(mil::FLOAT32, 32.0F), 65536.0F);
}

TEST(Rounding, InputsOfHalfPrecisionAreRounded) {
  const auto same = [](mil::DataType type, float x) {
    return Compute("relu", type, {{"x", {{1}, {x}}}}, {}, {1})[0];
  };
  EXPECT_EQ(same(mil::FLOAT16, 0.1F), 0.0999755859375F);
  EXPECT_EQ(same(mil::FLOAT32, 0.1F), 0.1F);
}

TEST(Rounding, CastRoundsAndWidens) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {3});
  maker.Op("cast", {{"x", "x"}, {"dtype", Text("fp16")}}, "half", mil::FLOAT16, {3});
  maker.Op("cast", {{"x", "half"}, {"dtype", Text("fp32")}}, "single", mil::FLOAT32, {3});
  maker.Op("add", {{"x", "single"}, {"y", Floats({}, {1e-6F})}}, "y", mil::FLOAT32, {3});
  maker.Output("y", mil::FLOAT32);
  EXPECT_THAT(RunOnce(maker, "y", {{"x", {0.1F, 70000.0F, -1e-9F}}}),
              ElementsAre(0.0999755859375F + 1e-6F, kInfinity, 1e-6F));
}

TEST(Rounding, SumsAccumulateInMoreThanHalfPrecision) {
  // In half precision the sum would stay at 2048.
  const std::vector<float> ones(4000, 1.0F);
  EXPECT_THAT(Compute("reduce_sum", mil::FLOAT16, {{"x", {{4000}, ones}}}, {}, {}),
              ElementsAre(4000.0F));
  PackageMaker maker;
  maker.Input("x", mil::FLOAT16, {1, 4000});
  maker.Const("w", Halves({4000, 1}, ones));
  maker.Op("matmul", {{"x", "x"}, {"y", "w"}}, "y", mil::FLOAT16, {1, 1});
  maker.Output("y", mil::FLOAT16);
  EXPECT_THAT(RunOnce(maker, "y", {{"x", ones}}), ElementsAre(4000.0F));
}

// x * tanh(ln(1 + e^x)), as programs spell it out: x / (1 + 2 / (e (e + 2))).
std::vector<float> Mish(mil::DataType type, const std::vector<float>& x) {
  const auto number = [type](float value) {
    return type == mil::FLOAT16 ? Halves({}, {value}) : Floats({}, {value});
  };
  const Dims dims = {static_cast<int64_t>(x.size())};
  PackageMaker maker;
  maker.Input("x", type, dims);
  maker.Op("exp", {{"x", "x"}}, "e", type, dims);
  maker.Op("add", {{"x", "e"}, {"y", number(2)}}, "e2", type, dims);
  maker.Op("mul", {{"x", "e"}, {"y", "e2"}}, "product", type, dims);
  maker.Op("real_div", {{"x", number(2)}, {"y", "product"}}, "quotient", type, dims);
  maker.Op("add", {{"x", number(1)}, {"y", "quotient"}}, "divisor", type, dims);
  maker.Op("real_div", {{"x", "x"}, {"y", "divisor"}}, "mish", type, dims);
  maker.Output("mish", type);
  return RunOnce(maker, "mish", {{"x", x}});
}

TEST(Rounding, MishGoesThroughInfinityAtBothEnds) {
  const auto mish = Mish(mil::FLOAT16, {0.0F, 6.0F, 12.0F, 1000.0F, -12.0F, -1000.0F});
  EXPECT_EQ(mish[0], 0.0F);
  // e (e + 2) is infinite in half precision.
  EXPECT_EQ(mish[1], 6.0F);
  // e itself is.
  EXPECT_EQ(mish[2], 12.0F);
  EXPECT_EQ(mish[3], 1000.0F);
  // The quotient is.
  EXPECT_EQ(mish[4], 0.0F);
  EXPECT_TRUE(std::signbit(mish[4]));
  EXPECT_EQ(mish[5], 0.0F);
}

TEST(Rounding, MishIsCloseInBothPrecisions) {
  const std::vector<float> x = {-8.0F, -3.0F, -1.0F, -0.25F, 0.125F, 0.5F, 1.0F, 2.0F, 4.0F};
  const auto half = Mish(mil::FLOAT16, x);
  const auto single = Mish(mil::FLOAT32, x);
  for (size_t i = 0; i < x.size(); ++i) {
    const double exact = x[i] * std::tanh(std::log1p(std::exp(double{x[i]})));
    EXPECT_NEAR(single[i], exact, 1e-6) << x[i];
    EXPECT_NEAR(half[i], exact, 2e-3) << x[i];
  }
}

TEST(Rounding, NotANumberStaysOne) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const char* op : {"exp", "relu", "sigmoid", "sqrt", "tanh", "square"}) {
    EXPECT_TRUE(std::isnan(Compute(op, mil::FLOAT16, {{"x", {{1}, {nan}}}}, {}, {1})[0])) << op;
  }
}

}  // namespace
}  // namespace tidemark::harness::ane
