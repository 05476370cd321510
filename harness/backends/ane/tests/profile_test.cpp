#include <map>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/backends/ane/tests/package_maker.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<float> Zeros(size_t count) { return std::vector<float>(count); }

void Evaluate(MilRuntime& runtime, int64_t batch,
              const std::map<std::string, std::vector<float>>& inputs) {
  runtime.Run(batch, MilRuntime::Inputs(inputs.begin(), inputs.end()));
}

// 12 channels of 5x5 points to 40 by a 3x3 convolution in halves, then a rectifier.
PackageMaker Convolution() {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT16, {kUnknown, 12, 5, 5});
  maker.Weight("w", mil::FLOAT16, {40, 12, 3, 3}, Zeros(4320));
  maker.Op("conv", {{"x", "x"}, {"weight", "w"}, {"pad_type", Text("same")}}, "sums", mil::FLOAT16,
           {kUnknown, 40, 5, 5});
  maker.Op("relu", {{"x", "sums"}}, "y", mil::FLOAT16, {kUnknown, 40, 5, 5});
  maker.Output("y", mil::FLOAT16);
  return maker;
}

TEST(Profile, CountsEveryStepOfEveryCall) {
  MilRuntime runtime = Convolution().Open();
  runtime.StartProfile();
  Evaluate(runtime, 2, {{"x", Zeros(600)}});
  Evaluate(runtime, 1, {{"x", Zeros(300)}});
  const std::vector<reference::LayerCost> costs = runtime.Profile();
  // The two are one step.
  ASSERT_THAT(costs, SizeIs(1));
  EXPECT_EQ(costs[0].layer, "sums");
  EXPECT_EQ(costs[0].operation, "conv + relu");
  EXPECT_EQ(costs[0].calls, 2U);
  // For three positions, two for each weight at each of 25 points.
  EXPECT_EQ(costs[0].operations, 3.0 * 2 * 4320 * 25);
  EXPECT_EQ(costs[0].weight_bytes, 4320U * 2);
  EXPECT_EQ(costs[0].activation_bytes, 3U * (12 + 40) * 25 * 4);
  EXPECT_THAT(costs[0].seconds, Gt(0.0));
}

TEST(Profile, BeginsWhenItIsAskedForAndAnewWhenAgain) {
  MilRuntime runtime = Convolution().Open();
  Evaluate(runtime, 1, {{"x", Zeros(300)}});
  EXPECT_THAT(runtime.Profile(), IsEmpty());
  runtime.StartProfile();
  EXPECT_EQ(runtime.Profile().at(0).calls, 0U);
  Evaluate(runtime, 1, {{"x", Zeros(300)}});
  EXPECT_EQ(runtime.Profile().at(0).calls, 1U);
  runtime.StartProfile();
  EXPECT_EQ(runtime.Profile().at(0).calls, 0U);
  EXPECT_EQ(runtime.Profile().at(0).operations, 0);
}

double OperationsOf(const PackageMaker& maker,
                    const std::map<std::string, std::vector<float>>& inputs) {
  MilRuntime runtime = maker.Open();
  runtime.StartProfile();
  Evaluate(runtime, 1, inputs);
  return runtime.Profile().at(0).operations;
}

TEST(Profile, CountsTheProductsOfGroupsSeparately) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 4, 5, 5});
  maker.Op("conv", {{"x", "x"}, {"weight", Floats({6, 2, 3, 3}, Zeros(108))}, {"groups", Int(2)}},
           "y", mil::FLOAT32, {1, 6, 3, 3});
  maker.Output("y", mil::FLOAT32);
  EXPECT_EQ(OperationsOf(maker, {{"x", Zeros(100)}}), 2.0 * 108 * 9);
}

TEST(Profile, CountsMatrices) {
  PackageMaker linear;
  linear.Input("x", mil::FLOAT32, {3, 5});
  linear.Op("linear", {{"x", "x"}, {"weight", Floats({7, 5}, Zeros(35))}}, "y", mil::FLOAT32,
            {3, 7});
  linear.Output("y", mil::FLOAT32);
  EXPECT_EQ(OperationsOf(linear, {{"x", Zeros(15)}}), 2.0 * 3 * 5 * 7);

  PackageMaker shared;
  shared.Input("x", mil::FLOAT32, {2, 3, 5});
  shared.Op("matmul", {{"x", "x"}, {"y", Floats({5, 7}, Zeros(35))}}, "y", mil::FLOAT32, {2, 3, 7});
  shared.Output("y", mil::FLOAT32);
  EXPECT_EQ(OperationsOf(shared, {{"x", Zeros(30)}}), 2.0 * 2 * 3 * 5 * 7);

  PackageMaker pairs;
  pairs.Input("a", mil::FLOAT32, {2, 5, 3});
  pairs.Input("b", mil::FLOAT32, {1, 5, 7});
  pairs.Op("matmul", {{"x", "a"}, {"y", "b"}, {"transpose_x", Bool(true)}}, "y", mil::FLOAT32,
           {2, 3, 7});
  pairs.Output("y", mil::FLOAT32);
  EXPECT_EQ(OperationsOf(pairs, {{"a", Zeros(30)}, {"b", Zeros(35)}}), 2.0 * 2 * 3 * 5 * 7);
}

// Scores of 3 queries with 4 keys in 5 numbers each, and as many sums of values of 6.
TEST(Profile, CountsBothProductsOfAttention) {
  PackageMaker maker("CoreML8");
  maker.Input("q", mil::FLOAT32, {1, 2, 3, 5});
  maker.Input("k", mil::FLOAT32, {1, 2, 4, 5});
  maker.Input("v", mil::FLOAT32, {1, 2, 4, 6});
  maker.Op("scaled_dot_product_attention", {{"query", "q"}, {"key", "k"}, {"value", "v"}}, "y",
           mil::FLOAT32, {1, 2, 3, 6});
  maker.Output("y", mil::FLOAT32);
  EXPECT_EQ(OperationsOf(maker, {{"q", Zeros(30)}, {"k", Zeros(40)}, {"v", Zeros(48)}}),
            2.0 * 2 * 3 * 4 * (5 + 6));
}

}  // namespace
}  // namespace tidemark::harness::ane
