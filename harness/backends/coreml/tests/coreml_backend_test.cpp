#include "harness/backends/coreml/coreml_backend.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/backends/coreml/tests/coreml_fixture.h"

namespace tidemark::harness {
namespace {

namespace fs = std::filesystem;

using reference::BoardSize;
using reference::NetworkInputs;
using reference::RawOutputs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST_F(CoreMlBackendTest, SaysWhatItIs) {
  const CoreMlBackend backend = Open(Package());
  const BackendInfo& info = backend.info();
  EXPECT_EQ(info.name, "ane");
  EXPECT_EQ(info.device, "Core ML, CPU and Neural Engine");
  EXPECT_FALSE(info.emulated);
  EXPECT_EQ(info.precision, "fp16");
  EXPECT_EQ(info.policy_channels, 2);
  EXPECT_EQ(info.score_channels, 6);
  EXPECT_FALSE(info.needs_metadata);
  EXPECT_EQ(info.height, kHeight);
  EXPECT_EQ(info.width, kWidth);
  EXPECT_FALSE(info.full_boards_only);
  EXPECT_EQ(fake_.units, 3);
}

TEST_F(CoreMlBackendTest, OtherPackagesSayOtherThings) {
  const CoreMlBackend old =
      Open(Package("tinyconv-v8", {.precision = converter::Precision::kFloat32}));
  EXPECT_EQ(old.info().precision, "fp32");
  EXPECT_EQ(old.info().policy_channels, 1);
  EXPECT_EQ(old.info().score_channels, 4);
  const CoreMlBackend meta = Open(Package("tinynbt-v15-meta", {.identity_mask = true}));
  EXPECT_TRUE(meta.info().needs_metadata);
  EXPECT_TRUE(meta.info().full_boards_only);
}

TEST_F(CoreMlBackendTest, UsesTheUnitsAskedFor) {
  const fs::path package = Package();
  const auto units_of = [&](ComputeUnits units) {
    const CoreMlBackend backend(package, {.units = units, .cache = CacheFolder()});
    return std::to_string(fake_.units) + " " + backend.info().device;
  };
  EXPECT_EQ(units_of(ComputeUnits::kCpuAndNeuralEngine), "3 Core ML, CPU and Neural Engine");
  EXPECT_EQ(units_of(ComputeUnits::kAll), "2 Core ML, all units");
  EXPECT_EQ(units_of(ComputeUnits::kCpuAndGpu), "1 Core ML, CPU and GPU");
  EXPECT_EQ(units_of(ComputeUnits::kCpuOnly), "0 Core ML, CPU only");
}

TEST_F(CoreMlBackendTest, AgreesOnEveryTinyNetwork) {
  for (const auto name : testing::kTinyNetworks) {
    SCOPED_TRACE(name);
    ExpectAgreement(Package(std::string(name)), {kFull}, name == "tinynbt-v15-meta");
  }
}

TEST_F(CoreMlBackendTest, AgreesOnBatchesOfPartialBoards) {
  const std::vector<BoardSize> boards = {
      {.height = 3, .width = 4}, kFull, {.height = 5, .width = 2}};
  ExpectAgreement(Package(), boards);
  ExpectAgreement(Package("tinynbt-v15-meta"), boards, /*metadata=*/true);
  ExpectAgreement(Package("tinyconv-v15", {.max_batch = 4}), boards);
}

TEST_F(CoreMlBackendTest, EvaluatesOnePositionAtATime) {
  CoreMlBackend backend = Open(Package());
  fake_.predictions = 0;
  backend.Evaluate(PositionsOn({kFull, kFull, kFull}));
  EXPECT_EQ(fake_.predictions, 3);
}

TEST_F(CoreMlBackendTest, ReadsEveryElementType) {
  const fs::path package = Package();
  for (const FakeElement element : {FakeElement::kFloat16, FakeElement::kDouble}) {
    fake_.output_element = element;
    ExpectAgreement(package, {kFull, {.height = 4, .width = 4}});
  }
  fake_.output_element = FakeElement::kInt32;
  CoreMlBackend backend = Open(package);
  EXPECT_THAT([&] { backend.Evaluate(PositionsOn({kFull})); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("policy_p2_conv"), HasSubstr("not floating-point numbers"))));
}

TEST_F(CoreMlBackendTest, GivesHalfInputsWhereThePackageHasThem) {
  ExpectAgreement(Package("tinyconv-v15", {.fp16_io = true}), {kFull});
}

TEST_F(CoreMlBackendTest, LearnsShapesThatAreNotDeclared) {
  const fs::path package = Package();
  Open(package);
  EXPECT_EQ(fake_.predictions, 1);
  fake_.declares_outputs = true;
  const CoreMlBackend declared = Open(package);
  EXPECT_EQ(fake_.predictions, 1);
  EXPECT_EQ(declared.info().policy_channels, 2);
  EXPECT_EQ(declared.info().score_channels, 6);
}

TEST_F(CoreMlBackendTest, WarmLoadDoesNotCompile) {
  const fs::path package = Package();
  const CoreMlBackend cold = Open(package);
  EXPECT_EQ(cold.load_kind(), LoadKind::kCold);
  EXPECT_EQ(fake_.compilations, 1);
  fs::rename(package, folder_.path() / "renamed.mlpackage");
  const CoreMlBackend warm = Open(folder_.path() / "renamed.mlpackage");
  EXPECT_EQ(warm.load_kind(), LoadKind::kWarm);
  EXPECT_EQ(fake_.compilations, 1);
  EXPECT_EQ(fake_.loads, 2);
  EXPECT_THAT(steps_, ElementsAre("compile", "load", "compile", "load"));
}

TEST_F(CoreMlBackendTest, TheModelGoesWithIt) {
  {
    const CoreMlBackend backend = Open(Package());
    EXPECT_EQ(fake_.live_models, 1);
  }
  EXPECT_EQ(fake_.live_models, 0);
}

TEST_F(CoreMlBackendTest, OtherWeightsAreCompiled) {
  Open(Package("tinyconv-v15"));
  Open(Package("tinyconv-v14"));
  EXPECT_EQ(fake_.compilations, 2);
}

TEST_F(CoreMlBackendTest, ThePackageMayGo) {
  const fs::path package = Package();
  const NetworkInputs inputs = PositionsOn({kFull});
  const RawOutputs expected = AneBackend(package).Evaluate(inputs);
  CoreMlBackend backend = Open(package);
  fs::remove_all(package);
  ExpectSame(backend.Evaluate(inputs), expected);
}

}  // namespace
}  // namespace tidemark::harness
