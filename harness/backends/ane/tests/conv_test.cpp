#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/backends/ane/tests/op_tester.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// 1 to n.
std::vector<float> Count(int64_t n) {
  std::vector<float> values;
  for (int64_t i = 1; i <= n; ++i) values.push_back(static_cast<float>(i));
  return values;
}

std::vector<float> Conv(const Given& x, const mil::Value& weight,
                        PackageMaker::Arguments parameters, const Dims& dims,
                        const std::string& opset = "CoreML5") {
  parameters.emplace("weight", weight);
  return Compute("conv", mil::FLOAT32, {{"x", x}}, std::move(parameters), dims, opset);
}

const Given kPlane = {{1, 1, 3, 3}, Count(9)};

TEST(Conv, CrossCorrelatesWithoutPaddingByDefault) {
  EXPECT_THAT(Conv(kPlane, Floats({1, 1, 2, 2}, {1, 10, 100, 1000}), {}, {1, 1, 2, 2}),
              ElementsAre(5421, 6532, 8754, 9865));
}

TEST(Conv, SamePaddingKeepsTheSize) {
  const auto sums = Conv(kPlane, Floats({1, 1, 3, 3}, std::vector<float>(9, 1.0F)),
                         {{"pad_type", Text("same")}}, {1, 1, 3, 3});
  EXPECT_THAT(sums, ElementsAre(12, 21, 16, 27, 45, 33, 24, 39, 28));
}

TEST(Conv, EvenKernelsPadAfterOrBefore) {
  const mil::Value weight = Floats({1, 1, 1, 2}, {1, 10});
  const Given row = {{1, 1, 1, 3}, Count(3)};
  EXPECT_THAT(Conv(row, weight, {{"pad_type", Text("same")}}, {1, 1, 1, 3}),
              ElementsAre(21, 32, 3));
  EXPECT_THAT(Conv(row, weight, {{"pad_type", Text("same_lower")}}, {1, 1, 1, 3}, "CoreML6"),
              ElementsAre(10, 21, 32));
}

TEST(Conv, CustomPaddingIsTopBottomLeftRight) {
  EXPECT_THAT(Conv({{1, 1, 1, 1}, {7}}, Floats({1, 1, 1, 1}, {1}),
                   {{"pad_type", Text("custom")}, {"pad", Ints({4}, {1, 0, 0, 2})}}, {1, 1, 2, 3}),
              ElementsAre(0, 0, 0, 7, 0, 0));
  // Otherwise `pad` means nothing.
  EXPECT_THAT(Conv({{1, 1, 1, 1}, {7}}, Floats({1, 1, 1, 1}, {1}),
                   {{"pad_type", Text("valid")}, {"pad", Ints({4}, {1, 0, 0, 2})}}, {1, 1, 1, 1}),
              ElementsAre(7));
}

TEST(Conv, StridesAndDilations) {
  const Given row = {{1, 1, 1, 6}, Count(6)};
  EXPECT_THAT(
      Conv(row, Floats({1, 1, 1, 2}, {1, 100}), {{"strides", Ints({2}, {1, 2})}}, {1, 1, 1, 3}),
      ElementsAre(201, 403, 605));
  EXPECT_THAT(
      Conv(row, Floats({1, 1, 1, 2}, {1, 100}), {{"dilations", Ints({2}, {1, 3})}}, {1, 1, 1, 3}),
      ElementsAre(401, 502, 603));
  EXPECT_THAT(Conv(row, Floats({1, 1, 1, 3}, {1, 10, 100}),
                   {{"dilations", Ints({2}, {1, 2})}, {"pad_type", Text("same")}}, {1, 1, 1, 6}),
              ElementsAre(310, 420, 531, 642, 53, 64));
  EXPECT_THAT(Conv(row, Floats({1, 1, 1, 3}, {1, 10, 100}),
                   {{"strides", Ints({2}, {1, 2})}, {"pad_type", Text("same")}}, {1, 1, 1, 3}),
              ElementsAre(321, 543, 65));
}

TEST(Conv, GroupsSeeTheirOwnChannels) {
  const Given x = {{2, 2, 1, 1}, {1, 2, 3, 4}};
  EXPECT_THAT(Conv(x, Floats({4, 1, 1, 1}, {1, 10, 100, 1000}), {{"groups", Int(2)}}, {2, 4, 1, 1}),
              ElementsAre(1, 10, 200, 2000, 3, 30, 400, 4000));
}

TEST(Conv, BiasIsAddedToEachChannel) {
  EXPECT_THAT(Conv({{1, 2, 1, 2}, {1, 2, 3, 4}}, Floats({2, 2, 1, 1}, {1, 0, 1, 1}),
                   {{"bias", Floats({2}, {100, 200})}}, {1, 2, 1, 2}),
              ElementsAre(101, 102, 204, 206));
}

// Against the definition, with more output channels than one panel has, from the weight file.
TEST(Conv, ManyChannelsFromHalfPrecisionWeights) {
  constexpr int64_t kIn = 5;
  constexpr int64_t kOut = 150;
  constexpr int64_t kSize = 4;
  std::vector<float> weight;
  for (int64_t i = 0; i < kOut * kIn * 9; ++i) weight.push_back(static_cast<float>(i % 13 - 6));
  std::vector<float> x;
  for (int64_t i = 0; i < kIn * kSize * kSize; ++i) x.push_back(static_cast<float>(i % 5 - 2));
  PackageMaker maker;
  maker.Input("x", mil::FLOAT16, {1, kIn, kSize, kSize});
  maker.Weight("w", mil::FLOAT16, {kOut, kIn, 3, 3}, weight);
  maker.Op("conv", {{"x", "x"}, {"weight", "w"}, {"pad_type", Text("same")}}, "y", mil::FLOAT16,
           {1, kOut, kSize, kSize});
  maker.Output("y", mil::FLOAT16);
  const auto y = RunOnce(maker, "y", {{"x", x}});
  for (int64_t out = 0; out < kOut; ++out) {
    for (int64_t row = 0; row < kSize; ++row) {
      for (int64_t column = 0; column < kSize; ++column) {
        float sum = 0;
        for (int64_t tap = 0; tap < kIn * 9; ++tap) {
          const int64_t from_y = row + tap % 9 / 3 - 1;
          const int64_t from_x = column + tap % 3 - 1;
          if (from_y < 0 || from_y >= kSize || from_x < 0 || from_x >= kSize) continue;
          sum += weight[static_cast<size_t>(out * kIn * 9 + tap)] *
                 x[static_cast<size_t>((tap / 9 * kSize + from_y) * kSize + from_x)];
        }
        EXPECT_EQ(y[static_cast<size_t>((out * kSize + row) * kSize + column)], sum);
      }
    }
  }
}

struct ConvCase {
  const char* name = "";
  int64_t in = 1;
  int64_t out = 1;
  int64_t height = 1;
  int64_t width = 1;
  int64_t kernel = 1;
  int32_t stride = 1;
  int32_t dilation = 1;
  int32_t pad = 0;
  int64_t groups = 1;
};

void PrintTo(const ConvCase& given, std::ostream* out) { *out << given.name; }

int64_t SizeAfter(const ConvCase& given, int64_t size) {
  return (size + 2 * given.pad - (given.kernel - 1) * given.dilation - 1) / given.stride + 1;
}

// The definition, for one position. Numbers are small and whole, so that every sum is exact.
std::vector<float> Define(const ConvCase& given, const std::vector<float>& weight,
                          std::span<const float> x) {
  std::vector<float> y;
  const int64_t group_in = given.in / given.groups;
  const int64_t group_out = given.out / given.groups;
  for (int64_t out = 0; out < given.out; ++out) {
    for (int64_t row = 0; row < SizeAfter(given, given.height); ++row) {
      for (int64_t column = 0; column < SizeAfter(given, given.width); ++column) {
        float sum = 0;
        for (int64_t term = 0; term < group_in * given.kernel * given.kernel; ++term) {
          const int64_t channel = term / (given.kernel * given.kernel);
          const int64_t tap = term % (given.kernel * given.kernel);
          const int64_t from_y =
              row * given.stride + tap / given.kernel * given.dilation - given.pad;
          const int64_t from_x =
              column * given.stride + tap % given.kernel * given.dilation - given.pad;
          if (from_y < 0 || from_y >= given.height || from_x < 0 || from_x >= given.width) continue;
          const int64_t from = (out / group_out * group_in + channel) * given.height + from_y;
          sum += weight[static_cast<size_t>(out * group_in * given.kernel * given.kernel + term)] *
                 x[static_cast<size_t>(from * given.width + from_x)];
        }
        y.push_back(sum);
      }
    }
  }
  return y;
}

class ConvGeometry : public ::testing::TestWithParam<ConvCase> {};

// For batches whose positions share panels, on one thread and on several, and with weights of both
// precisions.
TEST_P(ConvGeometry, IsThatOfTheDefinition) {
  const ConvCase& given = GetParam();
  const Dims dims = {given.out, given.in / given.groups, given.kernel, given.kernel};
  std::vector<float> weight;
  for (int64_t i = 0; i < dims[0] * dims[1] * dims[2] * dims[3]; ++i) {
    weight.push_back(static_cast<float>(i * 7 % 11 - 5));
  }
  const auto size = static_cast<size_t>(given.in * given.height * given.width);
  std::vector<float> x;
  for (size_t i = 0; i < 5 * size; ++i) x.push_back(static_cast<float>(i * 5 % 17) - 8.0F);
  std::vector<float> expected;
  for (size_t i = 0; i < 5; ++i) {
    const auto y = Define(given, weight, std::span(x).subspan(i * size, size));
    expected.insert(expected.end(), y.begin(), y.end());
  }
  for (const mil::DataType type : {mil::FLOAT16, mil::FLOAT32}) {
    PackageMaker maker("CoreML7");
    maker.Input("x", mil::FLOAT32, {kUnknown, given.in, given.height, given.width});
    maker.Weight("w", type, dims, weight);
    maker.Op("conv",
             {{"x", "x"},
              {"weight", "w"},
              {"strides", Ints({2}, {given.stride, given.stride})},
              {"dilations", Ints({2}, {given.dilation, given.dilation})},
              {"pad_type", Text("custom")},
              {"pad", Ints({4}, {given.pad, given.pad, given.pad, given.pad})},
              {"groups", Int(static_cast<int32_t>(given.groups))}},
             "y", mil::FLOAT32,
             {kUnknown, given.out, SizeAfter(given, given.height), SizeAfter(given, given.width)});
    maker.Output("y", mil::FLOAT32);
    for (const int threads : {1, 3}) {
      MilRuntime runtime = maker.Open({.threads = threads});
      for (const size_t batch : {1U, 2U, 5U}) {
        const auto outputs =
            runtime.Run(static_cast<int64_t>(batch), {{"x", std::span(x).first(batch * size)}});
        const std::span<const float> y = outputs.at("y");
        EXPECT_TRUE(std::equal(y.begin(), y.end(), expected.begin()))
            << "batch " << batch << " on " << threads << " threads";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, ConvGeometry,
    ::testing::Values(
        ConvCase{
            .name = "Deep", .in = 70, .out = 5, .height = 9, .width = 7, .kernel = 3, .pad = 1},
        ConvCase{.name = "ManyChannels", .in = 3, .out = 401, .height = 5, .width = 5},
        ConvCase{.name = "DeepPoint", .in = 600, .out = 3, .height = 6, .width = 5},
        ConvCase{.name = "LargeKernel",
                 .in = 4,
                 .out = 6,
                 .height = 19,
                 .width = 19,
                 .kernel = 9,
                 .pad = 4},
        ConvCase{.name = "Strided",
                 .in = 3,
                 .out = 4,
                 .height = 11,
                 .width = 10,
                 .kernel = 3,
                 .stride = 2,
                 .pad = 1},
        ConvCase{.name = "Dilated",
                 .in = 3,
                 .out = 4,
                 .height = 12,
                 .width = 9,
                 .kernel = 3,
                 .dilation = 2,
                 .pad = 2},
        ConvCase{.name = "Valid", .in = 40, .out = 4, .height = 8, .width = 8, .kernel = 3},
        ConvCase{
            .name = "Padded", .in = 3, .out = 4, .height = 5, .width = 5, .kernel = 1, .pad = 3},
        ConvCase{.name = "Grouped",
                 .in = 12,
                 .out = 15,
                 .height = 7,
                 .width = 7,
                 .kernel = 3,
                 .pad = 1,
                 .groups = 3},
        ConvCase{.name = "SmallBoard",
                 .in = 5,
                 .out = 3,
                 .height = 2,
                 .width = 2,
                 .kernel = 3,
                 .pad = 1}),
    [](const auto& instance) { return std::string(instance.param.name); });

// A weight that is the cast of a constant stays as it is stored, and computes in float32.
TEST(Conv, WeightRaisedToSinglePrecision) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 1, 1, 1});
  maker.Weight("w", mil::FLOAT16, {1, 1, 1, 1}, {0.1F});
  maker.Op("cast", {{"x", "w"}, {"dtype", Text("fp32")}}, "wide", mil::FLOAT32, {1, 1, 1, 1});
  maker.Op("conv", {{"x", "x"}, {"weight", "wide"}}, "y", mil::FLOAT32, {1, 1, 1, 1});
  maker.Output("y", mil::FLOAT32);
  EXPECT_THAT(RunOnce(maker, "y", {{"x", {1.001F}}}), ElementsAre(0.0999755859375F * 1.001F));
}

TEST(Conv, RefusesWhatCoreMlRefuses) {
  const auto conv = [](PackageMaker::Arguments parameters, const mil::Value& weight) {
    return [=] { Conv(kPlane, weight, parameters, {1, 1, 3, 3}); };
  };
  const mil::Value one = Floats({1, 1, 1, 1}, {1});
  EXPECT_THAT(conv({{"pad_type", Text("reflect")}}, one),
              ThrowsMessage<FormatError>(HasSubstr("pad_type 'reflect' is unknown")));
  EXPECT_THAT(conv({{"pad_type", Text("same_lower")}}, one),
              ThrowsMessage<FormatError>(HasSubstr("from CoreML6, same_lower")));
  EXPECT_THAT(conv({{"groups", Int(2)}}, one),
              ThrowsMessage<FormatError>(HasSubstr("in 2 groups does not fit")));
  EXPECT_THAT(conv({{"groups", Int(0)}}, one),
              ThrowsMessage<FormatError>(HasSubstr("'groups' must be positive")));
  EXPECT_THAT(conv({{"strides", Ints({2}, {0, 1})}}, one),
              ThrowsMessage<FormatError>(HasSubstr("'strides' must be positive")));
  EXPECT_THAT(conv({}, Floats({1, 1, 4, 1}, {1, 1, 1, 1})),
              ThrowsMessage<FormatError>(HasSubstr("reaches over 4 points does not fit 3")));
  EXPECT_THAT(conv({}, Halves({1, 1, 1, 1}, {1})),
              ThrowsMessage<FormatError>(HasSubstr("'weight' must be fp32 like 'x'")));
}

TEST(Conv, DilatedWeightMustBeLiteral) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 1, 3, 3});
  maker.Op("cast", {{"x", Halves({1, 1, 1, 1}, {1})}, {"dtype", Text("fp32")}}, "w", mil::FLOAT32,
           {1, 1, 1, 1});
  maker.Op("conv", {{"x", "x"}, {"weight", "w"}, {"dilations", Ints({2}, {2, 2})}}, "y",
           mil::FLOAT32, {1, 1, 3, 3});
  maker.Output("y", mil::FLOAT32);
  EXPECT_THAT([&] { maker.Open(); },
              ThrowsMessage<FormatError>(
                  HasSubstr("'weight' must be a constant, not the result of an operation")));
}

}  // namespace
}  // namespace tidemark::harness::ane
