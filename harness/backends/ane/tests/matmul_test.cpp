#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/backends/ane/tests/op_tester.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;
using ::testing::HasSubstr;
using ::testing::Pointwise;
using ::testing::ThrowsMessage;

std::vector<float> Product(const Given& x, const Given& y, PackageMaker::Arguments flags,
                           const Dims& dims) {
  return Compute("matmul", mil::FLOAT32, {{"x", x}, {"y", y}}, std::move(flags), dims);
}

const Given kX = {{2, 3}, {1, 2, 3, 4, 5, 6}};
const Given kY = {{3, 2}, {1, 10, 2, 20, 3, 30}};

TEST(Matmul, OfTwoMatrices) {
  EXPECT_THAT(Product(kX, kY, {}, {2, 2}), ElementsAre(14, 140, 32, 320));
}

TEST(Matmul, TransposesOperands) {
  const Given x = {{3, 2}, {1, 4, 2, 5, 3, 6}};
  const Given y = {{2, 3}, {1, 2, 3, 10, 20, 30}};
  EXPECT_THAT(Product(x, kY, {{"transpose_x", Bool(true)}}, {2, 2}), ElementsAre(14, 140, 32, 320));
  EXPECT_THAT(Product(kX, y, {{"transpose_y", Bool(true)}}, {2, 2}), ElementsAre(14, 140, 32, 320));
  EXPECT_THAT(Product(x, y, {{"transpose_x", Bool(true)}, {"transpose_y", Bool(true)}}, {2, 2}),
              ElementsAre(14, 140, 32, 320));
}

TEST(Matmul, VectorsAreRowsAndColumns) {
  EXPECT_THAT(Product({{3}, {1, 2, 3}}, kY, {}, {2}), ElementsAre(14, 140));
  EXPECT_THAT(Product(kX, {{3}, {1, 2, 3}}, {}, {2}), ElementsAre(14, 32));
  EXPECT_THAT(Product({{3}, {1, 2, 3}}, {{3}, {4, 5, 6}}, {}, {}), ElementsAre(32));
}

TEST(Matmul, LeadingDimensionsStretch) {
  const Given x = {{2, 1, 1, 2}, {1, 2, 3, 4}};
  const Given y = {{1, 2, 2, 1}, {1, 10, 100, 1000}};
  EXPECT_THAT(Product(x, y, {}, {2, 2, 1, 1}), ElementsAre(21, 2100, 43, 4300));
  EXPECT_THAT(Product(x, {{1, 1, 2, 2}, {1, 0, 0, 1}}, {}, {2, 1, 1, 2}), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Product(x, y, {{"transpose_y", Bool(false)}}, {2, 2, 1, 1}),
              ElementsAre(21, 2100, 43, 4300));
}

TEST(Matmul, ManyColumnsFromHalfPrecisionWeights) {
  constexpr int64_t kTerms = 3;
  constexpr int64_t kColumns = 5000;
  std::vector<float> weight;
  for (int64_t i = 0; i < kTerms * kColumns; ++i) weight.push_back(static_cast<float>(i % 17 - 8));
  PackageMaker maker;
  maker.Input("x", mil::FLOAT16, {2, kTerms});
  maker.Weight("w", mil::FLOAT16, {kTerms, kColumns}, weight);
  maker.Op("matmul", {{"x", "x"}, {"y", "w"}}, "y", mil::FLOAT16, {2, kColumns});
  maker.Output("y", mil::FLOAT16);
  const auto y = RunOnce(maker, "y", {{"x", {1, 10, 100, 2, 0, -1}}});
  for (size_t i = 0; i < kColumns; ++i) {
    EXPECT_EQ(y[i], weight[i] + 10 * weight[kColumns + i] + 100 * weight[2 * kColumns + i]);
    EXPECT_EQ(y[kColumns + i], 2 * weight[i] - weight[2 * kColumns + i]);
  }
}

// Where the other operations take a large constant, it is widened for them.
TEST(Matmul, LargeConstantsElsewhere) {
  constexpr int64_t kSize = 5000;
  std::vector<float> table;
  for (int64_t i = 0; i < kSize; ++i) table.push_back(static_cast<float>(i % 29) / 4);
  PackageMaker maker;
  maker.Input("x", mil::FLOAT16, {1});
  maker.Weight("t", mil::FLOAT16, {kSize}, table);
  maker.Op("mul", {{"x", "t"}, {"y", "x"}}, "y", mil::FLOAT16, {kSize});
  maker.Op("reduce_max", {{"x", "t"}}, "m", mil::FLOAT16, {});
  maker.Output("y", mil::FLOAT16);
  maker.Output("m", mil::FLOAT16);
  const auto y = RunOnce(maker, "y", {{"x", {2}}});
  for (size_t i = 0; i < kSize; ++i) EXPECT_EQ(y[i], 2 * table[i]);
  EXPECT_THAT(RunOnce(maker, "m", {{"x", {2}}}), ElementsAre(7));
}

TEST(Matmul, RefusesOtherSizes) {
  EXPECT_THAT(
      [] {
        Product(kX, kX, {}, {2, 2});
      },
      ThrowsMessage<FormatError>(HasSubstr("[2, 3] and [2, 3] do not multiply")));
  EXPECT_THAT(
      [] {
        Product({{}, {1}}, kX, {}, {2, 2});
      },
      ThrowsMessage<FormatError>(HasSubstr("must have dimensions")));
}

TEST(Linear, MultipliesWithTheTransposeAndAddsBias) {
  const std::map<std::string, Given> x = {{"x", kX}};
  EXPECT_THAT(Compute("linear", mil::FLOAT32, x,
                      {{"weight", Floats({2, 3}, {1, 2, 3, 10, 20, 30})},
                       {"bias", Floats({2}, {1000, 2000})}},
                      {2, 2}),
              ElementsAre(1014, 2140, 1032, 2320));
  EXPECT_THAT(Compute("linear", mil::FLOAT32, x, {{"weight", Floats({1, 3}, {1, 1, 1})}}, {2, 1}),
              ElementsAre(6, 15));
}

TEST(Linear, WeightMustBeLiteral) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 1});
  maker.Op("cast", {{"x", Halves({1, 1}, {1})}, {"dtype", Text("fp32")}}, "w", mil::FLOAT32,
           {1, 1});
  maker.Op("linear", {{"x", "x"}, {"weight", "w"}}, "y", mil::FLOAT32, {1, 1});
  maker.Output("y", mil::FLOAT32);
  EXPECT_THAT([&] { maker.Open(); },
              ThrowsMessage<FormatError>(HasSubstr("not the result of an operation")));
}

TEST(Linear, WeightOfAnotherPrecisionFromCoreMl7) {
  const std::map<std::string, Given> x = {{"x", {{1}, {3}}}};
  const PackageMaker::Arguments half = {{"weight", Halves({1, 1}, {2})}};
  EXPECT_THAT(Compute("linear", mil::FLOAT32, x, half, {1}, "CoreML7"), ElementsAre(6));
  EXPECT_THAT([&] { Compute("linear", mil::FLOAT32, x, half, {1}, "CoreML6"); },
              ThrowsMessage<FormatError>(HasSubstr("'weight' must be fp32 like 'x'")));
}

// softmax(q k^T / sqrt(E) + mask) v for two heads.
TEST(Attention, WeighsValuesByScores) {
  const std::map<std::string, Given> inputs = {
      {"query", {{1, 2, 1, 4}, {1, 0, 0, 0, 0, 2, 0, 0}}},
      {"key", {{1, 2, 2, 4}, {2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0}}},
      {"value", {{1, 2, 2, 1}, {10, 20, 30, 40}}}};
  const auto mix = [](double a, double b, double from, double to) {
    const double share = 1 / (1 + std::exp(b - a));
    return static_cast<float>(share * from + (1 - share) * to);
  };
  EXPECT_THAT(
      Compute("scaled_dot_product_attention", mil::FLOAT32, inputs, {}, {1, 2, 1, 1}, "CoreML8"),
      Pointwise(FloatNear(1e-5F), {mix(1, 0, 10, 20), mix(1, 3, 30, 40)}));
  EXPECT_THAT(Compute("scaled_dot_product_attention", mil::FLOAT32, inputs,
                      {{"attn_mask", Floats({1, 2}, {1, 2})}}, {1, 2, 1, 1}, "CoreML8"),
              Pointwise(FloatNear(1e-5F), {mix(2, 2, 10, 20), mix(2, 5, 30, 40)}));
  EXPECT_THAT(Compute("scaled_dot_product_attention", mil::FLOAT32, inputs,
                      {{"attn_mask", Bools({1, 2, 1, 2}, {false, true, true, false})}},
                      {1, 2, 1, 1}, "CoreML8"),
              Pointwise(FloatNear(1e-5F), {20.0F, 30.0F}));
}

// Two positions of two heads each, a mask for each position.
TEST(Attention, AMaskOfOnePositionIsThatOfAllItsHeads) {
  const std::map<std::string, Given> inputs = {
      {"query", {{2, 2, 1, 1}, {0, 0, 0, 0}}},
      {"key", {{2, 2, 2, 1}, {0, 0, 0, 0, 0, 0, 0, 0}}},
      {"value", {{2, 2, 2, 1}, {10, 20, 30, 40, 50, 60, 70, 80}}}};
  const auto masked = [&](const std::vector<int64_t>& shape, const std::vector<bool>& mask) {
    return Compute("scaled_dot_product_attention", mil::FLOAT32, inputs,
                   {{"attn_mask", Bools(shape, mask)}}, {2, 2, 1, 1}, "CoreML8");
  };
  EXPECT_THAT(masked({2, 1, 1, 2}, {true, false, false, true}), ElementsAre(10, 30, 60, 80));
  EXPECT_THAT(masked({1, 2, 1, 2}, {true, false, false, true}), ElementsAre(10, 40, 50, 80));
  EXPECT_THAT(masked({1, 1, 1, 2}, {true, false}), ElementsAre(10, 30, 50, 70));
}

}  // namespace
}  // namespace tidemark::harness::ane
