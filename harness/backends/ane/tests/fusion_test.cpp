#include "harness/backends/ane/fusion.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/io/atomic_file.h"
#include "converter/network/network_writer.h"
#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"
#include "harness/backends/ane/ane_backend.h"
#include "harness/backends/ane/tests/package_maker.h"
#include "reference/cases/case_reader.h"
#include "reference/eigen/tests/golden_inputs.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;

constexpr std::array<int, 2> kBuffer = {9, 7};

// Boards of several sizes in one batch.
reference::NetworkInputs Boards(const converter::Network& network, int count) {
  reference::NetworkInputs boards = {.height = kBuffer[0], .width = kBuffer[1]};
  for (int i = 0; i < count; ++i) {
    const auto one =
        reference::PatternInputs(network, {kBuffer[0] - i % 3, kBuffer[1] - i % 2}, kBuffer, i);
    ++boards.batch;
    boards.spatial.insert(boards.spatial.end(), one.spatial.begin(), one.spatial.end());
    boards.global.insert(boards.global.end(), one.global.begin(), one.global.end());
    boards.metadata.insert(boards.metadata.end(), one.metadata.begin(), one.metadata.end());
  }
  return boards;
}

void ExpectSameBits(const reference::RawOutputs& a, const reference::RawOutputs& b) {
  EXPECT_EQ(a.policy, b.policy);
  EXPECT_EQ(a.pass, b.pass);
  EXPECT_EQ(a.value, b.value);
  EXPECT_EQ(a.score_value, b.score_value);
  EXPECT_EQ(a.ownership, b.ownership);
}

// The results of single steps on one thread, against those of fused ones and of more threads.
void ExpectFusionChangesNothing(const std::filesystem::path& package,
                                const reference::NetworkInputs& inputs) {
  AneBackend plain(package, {.fuse = false});
  const reference::RawOutputs expected = plain.Evaluate(inputs);
  for (const bool fuse : {false, true}) {
    for (const int threads : {1, 3}) {
      SCOPED_TRACE((fuse ? "fused on " : "not fused on ") + std::to_string(threads));
      AneBackend backend(package, {.threads = threads, .fuse = fuse});
      ExpectSameBits(backend.Evaluate(inputs), expected);
    }
  }
}

class FusedNetwork
    : public ::testing::TestWithParam<std::tuple<std::string_view, converter::Precision>> {};

TEST_P(FusedNetwork, ComputesTheSameBits) {
  const auto [name, precision] = GetParam();
  const testing::TempDir folder;
  const testing::TinyNetwork tiny = testing::MakeTinyNetwork(name);
  const std::filesystem::path file = folder.path() / "tiny.bin";
  const auto sink = converter::AtomicFile(file, converter::Existing::kReplace);
  converter::WriteNetwork(tiny.network, testing::ValuesOf(tiny.weights),
                          converter::Encoding::kBinary, *sink);
  sink->Finish();
  const std::filesystem::path package = folder.path() / "tiny.mlpackage";
  converter::Convert(
      file, package,
      {.precision = precision, .board_x = kBuffer[1], .board_y = kBuffer[0], .max_batch = 3});
  for (const int batch : {1, 3}) {
    SCOPED_TRACE("batch " + std::to_string(batch));
    ExpectFusionChangesNothing(package, Boards(tiny.network, batch));
  }
}

INSTANTIATE_TEST_SUITE_P(Tiny, FusedNetwork,
                         ::testing::Combine(::testing::ValuesIn(testing::kTinyNetworks),
                                            ::testing::Values(converter::Precision::kFloat16,
                                                              converter::Precision::kFloat32)),
                         [](const auto& instance) {
                           std::string name(std::get<0>(instance.param));
                           std::replace(name.begin(), name.end(), '-', '_');
                           const bool half =
                               std::get<1>(instance.param) == converter::Precision::kFloat16;
                           return name + (half ? "_fp16" : "_fp32");
                         });

TEST(Fusion, ChangesNothingInTheGoldenNetworks) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const std::map<std::string, std::string> packages = {
      {"g170-b6c96-v8-fp16", "g170-b6c96-v8"},
      {"rand-b5c24nbt-v15-fp32-9x9", "rand-b5c24nbt-v15"},
      {"b7c96h3tfrs-fp16", "b7c96h3tfrs-test5-cnorm"}};
  for (const auto& [package, name] : packages) {
    SCOPED_TRACE(package);
    const auto path = fixtures / "packages" / (package + ".mlpackage");
    const AneBackend backend(path);
    const reference::CaseSet cases = reference::ReadCases(fixtures / "cases" / name);
    std::vector<size_t> chosen;
    for (size_t i = 0; i < cases.size() && chosen.size() < 3; ++i) {
      const reference::NetworkInputs inputs = cases.Inputs(i);
      const reference::BoardSize board = BoardOf(inputs, 0);
      const bool full = board.height == inputs.height && board.width == inputs.width;
      if (inputs.height == backend.info().height && inputs.width == backend.info().width &&
          (full || !backend.info().full_boards_only)) {
        chosen.push_back(i);
      }
    }
    ASSERT_FALSE(chosen.empty());
    ExpectFusionChangesNothing(path, cases.Inputs(chosen));
  }
}

std::vector<std::string> OperationsOf(const Program& program) {
  std::vector<std::string> operations;
  for (const Step& step : program.steps) operations.push_back(step.operation);
  return operations;
}

// exp(x * scale) + x, all of [2, 3].
PackageMaker Chain() {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT16, {2, 3});
  maker.Op("mul", {{"x", "x"}, {"y", Halves({3}, {1, 2, -1})}}, "scaled", mil::FLOAT16, {2, 3});
  maker.Op("exp", {{"x", "scaled"}}, "power", mil::FLOAT16, {2, 3});
  maker.Op("add", {{"x", "power"}, {"y", "x"}}, "sum", mil::FLOAT16, {2, 3});
  return maker;
}

TEST(Fusion, ListsTheOperationsOfAStep) {
  PackageMaker maker = Chain();
  maker.Output("sum", mil::FLOAT16);
  const MilRuntime fused = maker.Open();
  EXPECT_THAT(OperationsOf(fused.program()), ElementsAre("mul + exp + add"));
  EXPECT_EQ(fused.program().steps[0].name, "scaled");
  EXPECT_THAT(OperationsOf(maker.Open({.fuse = false}).program()),
              ElementsAre("mul", "exp", "add"));
}

TEST(Fusion, EndsWhereAValueIsNeededElsewhere) {
  PackageMaker output = Chain();
  output.Output("power", mil::FLOAT16);
  output.Output("sum", mil::FLOAT16);
  EXPECT_THAT(OperationsOf(output.Open().program()), ElementsAre("mul + exp", "add"));

  PackageMaker viewed = Chain();
  viewed.Op("reshape", {{"x", "scaled"}, {"shape", Ints({1}, {6})}}, "flat", mil::FLOAT16, {6});
  viewed.Output("flat", mil::FLOAT16);
  viewed.Output("sum", mil::FLOAT16);
  EXPECT_THAT(OperationsOf(viewed.Open().program()), ElementsAre("mul", "exp + add"));

  PackageMaker reduced = Chain();
  reduced.Op("reduce_sum", {{"x", "power"}, {"axes", Ints({1}, {1})}}, "sums", mil::FLOAT16, {2});
  reduced.Output("sums", mil::FLOAT16);
  reduced.Output("sum", mil::FLOAT16);
  EXPECT_THAT(OperationsOf(reduced.Open().program()),
              ElementsAre("mul + exp", "add", "reduce_sum"));
}

TEST(Fusion, EndsWhereTheShapeChanges) {
  PackageMaker maker = Chain();
  maker.Op("add", {{"x", "sum"}, {"y", Halves({4, 1, 1}, {1, 2, 3, 4})}}, "wide", mil::FLOAT16,
           {4, 2, 3});
  maker.Op("relu", {{"x", "wide"}}, "y", mil::FLOAT16, {4, 2, 3});
  maker.Output("y", mil::FLOAT16);
  EXPECT_THAT(OperationsOf(maker.Open().program()), ElementsAre("mul + exp + add", "add + relu"));
}

TEST(Fusion, LeavesIntegersAlone) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {2});
  maker.Op("cast", {{"x", "x"}, {"dtype", Text("int32")}}, "i", mil::INT32, {2});
  maker.Op("add", {{"x", "i"}, {"y", "i"}}, "twice", mil::INT32, {2});
  maker.Op("cast", {{"x", "twice"}, {"dtype", Text("fp32")}}, "f", mil::FLOAT32, {2});
  maker.Op("square", {{"x", "f"}}, "y", mil::FLOAT32, {2});
  maker.Output("y", mil::FLOAT32);
  EXPECT_THAT(OperationsOf(maker.Open().program()), ElementsAre("cast", "add", "cast", "square"));
  EXPECT_THAT(RunOnce(maker, "y", {{"x", {1.5F, -3.0F}}}), ElementsAre(4.0F, 36.0F));
}

// The other operand of the sum is computed after the convolution that the sum follows.
TEST(Fusion, WaitsForOtherOperands) {
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 1, 2, 2});
  maker.Op("conv", {{"x", "x"}, {"weight", Floats({1, 1, 1, 1}, {3})}}, "c", mil::FLOAT32,
           {1, 1, 2, 2});
  maker.Op("reduce_max", {{"x", "x"}, {"axes", Ints({2}, {2, 3})}, {"keep_dims", Bool(true)}}, "m",
           mil::FLOAT32, {1, 1, 1, 1});
  maker.Op("add", {{"x", "m"}, {"y", "c"}}, "sum", mil::FLOAT32, {1, 1, 2, 2});
  maker.Op("relu", {{"x", "sum"}}, "y", mil::FLOAT32, {1, 1, 2, 2});
  maker.Output("y", mil::FLOAT32);
  EXPECT_THAT(OperationsOf(maker.Open().program()), ElementsAre("reduce_max", "conv + add + relu"));
  EXPECT_THAT(RunOnce(maker, "y", {{"x", {1, 2, -3, 0}}}), ElementsAre(5.0F, 8.0F, 0.0F, 2.0F));
}

}  // namespace
}  // namespace tidemark::harness::ane
