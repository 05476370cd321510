#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/backends/ane/tests/op_tester.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;

const std::vector<float> kPoints = {-3.0F, -0.5F, 0.0F, 0.25F, 2.0F};

std::vector<float> Unary(const std::string& op, const std::vector<float>& x) {
  const Dims dims = {static_cast<int64_t>(x.size())};
  return Compute(op, mil::FLOAT32, {{"x", {dims, x}}}, {}, dims);
}

void ExpectFunction(const std::string& op, const std::vector<float>& x, double (*f)(double)) {
  const auto y = Unary(op, x);
  for (size_t i = 0; i < x.size(); ++i) {
    const double exact = f(x[i]);
    EXPECT_NEAR(y[i], exact, 3e-7 * std::max(1.0, std::fabs(exact))) << op << " of " << x[i];
  }
}

TEST(Elementwise, FunctionsOfOneOperand) {
  ExpectFunction("exp", kPoints, [](double x) { return std::exp(x); });
  ExpectFunction("tanh", kPoints, [](double x) { return std::tanh(x); });
  ExpectFunction("sigmoid", kPoints, [](double x) { return 1 / (1 + std::exp(-x)); });
  ExpectFunction("silu", kPoints, [](double x) { return x / (1 + std::exp(-x)); });
  ExpectFunction("softplus", kPoints, [](double x) { return std::log1p(std::exp(x)); });
  ExpectFunction("relu", kPoints, [](double x) { return std::max(x, 0.0); });
  ExpectFunction("square", kPoints, [](double x) { return x * x; });
  ExpectFunction("sqrt", {0.0F, 2.0F, 361.0F}, [](double x) { return std::sqrt(x); });
}

TEST(Elementwise, FunctionsAtTheirEnds) {
  const float inf = std::numeric_limits<float>::infinity();
  EXPECT_THAT(Unary("exp", {-inf, inf, 100.0F, -200.0F}), ElementsAre(0.0F, inf, inf, 0.0F));
  EXPECT_THAT(Unary("sigmoid", {-inf, inf}), ElementsAre(0.0F, 1.0F));
  EXPECT_THAT(Unary("softplus", {-inf, inf, 300.0F}), ElementsAre(0.0F, inf, 300.0F));
}

TEST(Elementwise, RsqrtAddsEpsilonInsideTheRoot) {
  const std::map<std::string, Given> x = {{"x", {{2}, {0.0F, 3.0F}}}};
  EXPECT_THAT(Compute("rsqrt", mil::FLOAT32, x, {{"epsilon", Floats({}, {0.25F})}}, {2}),
              ElementsAre(2.0F, FloatNear(1 / std::sqrt(3.25F), 1e-7F)));
  EXPECT_THAT(Compute("rsqrt", mil::FLOAT32, {{"x", {{1}, {0.0F}}}}, {}, {1}),
              ElementsAre(FloatNear(1e6F, 1.0F)));
}

std::vector<float> Binary(const std::string& op, const Given& x, const Given& y, const Dims& dims) {
  return Compute(op, mil::FLOAT32, {{"x", x}, {"y", y}}, {}, dims);
}

TEST(Elementwise, FunctionsOfTwoOperands) {
  const Given x = {{3}, {6.0F, -2.0F, 0.5F}};
  const Given y = {{3}, {2.0F, 4.0F, -1.0F}};
  EXPECT_THAT(Binary("add", x, y, {3}), ElementsAre(8.0F, 2.0F, -0.5F));
  EXPECT_THAT(Binary("sub", x, y, {3}), ElementsAre(4.0F, -6.0F, 1.5F));
  EXPECT_THAT(Binary("mul", x, y, {3}), ElementsAre(12.0F, -8.0F, -0.5F));
  EXPECT_THAT(Binary("real_div", x, y, {3}), ElementsAre(3.0F, -0.5F, -0.5F));
  EXPECT_THAT(Binary("maximum", x, y, {3}), ElementsAre(6.0F, 4.0F, 0.5F));
  EXPECT_THAT(Binary("minimum", x, y, {3}), ElementsAre(2.0F, -2.0F, -1.0F));
  EXPECT_THAT(Binary("pow", x, y, {3}), ElementsAre(36.0F, 16.0F, 2.0F));
}

TEST(Elementwise, DivisionByZero) {
  const auto y = Binary("real_div", {{3}, {1.0F, -1.0F, 0.0F}}, {{3}, {0.0F, 0.0F, 0.0F}}, {3});
  EXPECT_EQ(y[0], std::numeric_limits<float>::infinity());
  EXPECT_EQ(y[1], -std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(y[2]));
}

TEST(Elementwise, OperandsStretch) {
  EXPECT_THAT(Binary("add", {{2, 3}, {1, 2, 3, 4, 5, 6}}, {{3}, {10, 20, 30}}, {2, 3}),
              ElementsAre(11, 22, 33, 14, 25, 36));
  EXPECT_THAT(Binary("sub", {{2, 1}, {1, 2}}, {{1, 3}, {10, 20, 30}}, {2, 3}),
              ElementsAre(-9, -19, -29, -8, -18, -28));
  EXPECT_THAT(Binary("sub", {{}, {1}}, {{2, 2}, {1, 2, 3, 4}}, {2, 2}), ElementsAre(0, -1, -2, -3));
  // A mask over channels, and channels over points.
  EXPECT_THAT(Binary("mul", {{1, 2, 1, 2}, {1, 2, 3, 4}}, {{1, 1, 2, 1}, {1, 10}}, {1, 2, 2, 2}),
              ElementsAre(1, 2, 10, 20, 3, 4, 30, 40));
}

// Every pattern of stretching dimensions against the definition.
TEST(Elementwise, StretchingFollowsTheDefinition) {
  const Dims full = {2, 3, 2, 5};
  for (int pattern = 0; pattern < 256; ++pattern) {
    Given x;
    Given y;
    size_t x_size = 1;
    size_t y_size = 1;
    Dims out;
    for (size_t i = 0; i < 4; ++i) {
      x.dims.push_back(pattern >> i & 1 ? 1 : full[i]);
      y.dims.push_back(pattern >> (i + 4) & 1 ? 1 : full[i]);
      x_size *= static_cast<size_t>(x.dims[i]);
      y_size *= static_cast<size_t>(y.dims[i]);
      out.push_back(std::max(x.dims[i], y.dims[i]));
    }
    for (size_t i = 0; i < x_size; ++i) x.values.push_back(static_cast<float>(i));
    for (size_t i = 0; i < y_size; ++i) y.values.push_back(static_cast<float>(i) * 1000);
    std::vector<float> expected;
    const auto at = [](const Given& given, const Dims& index) {
      size_t offset = 0;
      for (size_t i = 0; i < 4; ++i) {
        offset = offset * static_cast<size_t>(given.dims[i]) +
                 (given.dims[i] == 1 ? 0 : static_cast<size_t>(index[i]));
      }
      return given.values[offset];
    };
    for (int64_t a = 0; a < out[0]; ++a) {
      for (int64_t b = 0; b < out[1]; ++b) {
        for (int64_t c = 0; c < out[2]; ++c) {
          for (int64_t d = 0; d < out[3]; ++d) {
            expected.push_back(at(x, {a, b, c, d}) - at(y, {a, b, c, d}));
          }
        }
      }
    }
    EXPECT_THAT(Binary("sub", x, y, out), ::testing::ElementsAreArray(expected)) << pattern;
  }
}

TEST(Elementwise, IntegersAndTruthValues) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {5});
  maker.Op("cast", {{"x", "x"}, {"dtype", Text("int32")}}, "i", mil::INT32, {5});
  maker.Op("mul", {{"x", "i"}, {"y", Ints({}, {3})}}, "tripled", mil::INT32, {5});
  maker.Op("real_div", {{"x", "tripled"}, {"y", Ints({}, {2})}}, "halved", mil::INT32, {5});
  maker.Op("cast", {{"x", "halved"}, {"dtype", Text("fp32")}}, "numbers", mil::FLOAT32, {5});
  maker.Op("cast", {{"x", "i"}, {"dtype", Text("bool")}}, "b", mil::BOOL, {5});
  maker.Op("cast", {{"x", "b"}, {"dtype", Text("fp32")}}, "truth", mil::FLOAT32, {5});
  maker.Output("numbers", mil::FLOAT32);
  maker.Output("truth", mil::FLOAT32);
  const std::map<std::string, std::vector<float>> x = {{"x", {2.9F, -2.9F, 0.5F, 7.0F, 1e20F}}};
  // 1e20 becomes the largest integer, whose triple wraps.
  EXPECT_THAT(RunOnce(maker, "numbers", x), ElementsAre(3, -3, 0, 10, 1073741822.0F));
  EXPECT_THAT(RunOnce(maker, "truth", x), ElementsAre(1, 1, 0, 1, 1));
}

}  // namespace
}  // namespace tidemark::harness::ane
