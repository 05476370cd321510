#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/backends/coreml/coreml_backend.h"
#include "harness/backends/coreml/tests/coreml_fixture.h"

namespace tidemark::harness {
namespace {

namespace fs = std::filesystem;

using reference::NetworkInputs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST_F(CoreMlBackendTest, DamagedEntryIsCompiledAgain) {
  const fs::path package = Package();
  Open(package);
  fs::resize_file(TheEntry() / "Data/com.apple.CoreML/weights/weight.bin", 100);
  steps_.clear();
  const CoreMlBackend again = Open(package);
  EXPECT_EQ(again.load_kind(), LoadKind::kCold);
  EXPECT_EQ(fake_.compilations, 2);
  EXPECT_THAT(steps_, ElementsAre("compile", "load", "compile", "load"));
  EXPECT_EQ(Open(package).load_kind(), LoadKind::kWarm);
}

TEST_F(CoreMlBackendTest, PackageThatNeverLoadsIsCompiledTwiceAtMost) {
  const fs::path package = Package();
  Open(package);
  fake_.load_error = "The model is broken.";
  EXPECT_THROW(Open(package), MeasurementError);
  EXPECT_EQ(fake_.compilations, 2);
}

TEST_F(CoreMlBackendTest, MissingOutputIsNamed) {
  CoreMlBackend backend = Open(Package());
  for (const char* name : {"policy_p2_conv", "policy_pass", "value_v3_bias", "value_ownership_conv",
                           "value_sv3_bias"}) {
    fake_.missing_output = name;
    EXPECT_THAT([&] { backend.Evaluate(PositionsOn({kFull})); },
                ThrowsMessage<FormatError>(
                    AllOf(HasSubstr("tinyconv-v15.mlpackage"),
                          HasSubstr("does not give its output '" + std::string(name) + "'"))));
  }
}

TEST_F(CoreMlBackendTest, WrongShapeIsNamed) {
  CoreMlBackend backend = Open(Package());
  fake_.flattened_output = "value_v3_bias";
  EXPECT_THAT(
      [&] { backend.Evaluate(PositionsOn({kFull})); },
      ThrowsMessage<FormatError>(HasSubstr("output 'value_v3_bias' is [3] instead of [1, 3]")));
}

TEST_F(CoreMlBackendTest, FixedBatchOfSeveralIsRefused) {
  const fs::path package = Package("tinyconv-v15", {.min_batch = 2, .max_batch = 2});
  EXPECT_THAT([&] { Open(package); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("input 'spatial_input' is [2, 22, 5, 7]"),
                                               HasSubstr("takes [1, 22, 5, 7]"))));
}

TEST_F(CoreMlBackendTest, ErrorsCarryDomainAndCode) {
  const fs::path package = Package();
  const auto about = [](const std::string& text) {
    return AllOf(HasSubstr("tinyconv-v15.mlpackage: "), HasSubstr(text),
                 HasSubstr("(com.apple.CoreML, code 7)"));
  };
  fake_.compile_error = "Unknown operation.";
  EXPECT_THAT([&] { Open(package); },
              ThrowsMessage<FormatError>(about("not compile the package: Unknown operation.")));
  EXPECT_TRUE(fs::is_empty(CacheFolder()));
  fake_.compile_error.clear();
  fake_.load_error = "No such unit.";
  EXPECT_THAT([&] { Open(package); },
              ThrowsMessage<MeasurementError>(about("not load the model: No such unit.")));
  fake_.load_error.clear();
  CoreMlBackend backend = Open(package);
  fake_.predict_error = "Engine busy.";
  EXPECT_THAT([&] { backend.Evaluate(PositionsOn({kFull})); },
              ThrowsMessage<MeasurementError>(about("not evaluate the model: Engine busy.")));
}

TEST_F(CoreMlBackendTest, ExceptionsBecomeErrors) {
  const fs::path package = Package();
  CoreMlBackend backend = Open(package);
  const auto about = [](const std::string& reason) {
    return AllOf(HasSubstr("tinyconv-v15.mlpackage: "),
                 HasSubstr("Core ML raised MLFakeException: " + reason));
  };
  fake_.predict_exception = "out of range";
  EXPECT_THAT([&] { backend.Evaluate(PositionsOn({kFull})); },
              ThrowsMessage<MeasurementError>(about("out of range")));
  fake_.load_exception = "no memory";
  EXPECT_THAT([&] { Open(package); }, ThrowsMessage<MeasurementError>(about("no memory")));
  fake_.predict_exception.clear();
  EXPECT_EQ(backend.Evaluate(PositionsOn({kFull})).batch, 1);
}

TEST_F(CoreMlBackendTest, LeavesNoArraysBehind) {
  CoreMlBackend backend = Open(Package());
  EXPECT_EQ(fake_.live_arrays, 0);
  backend.Evaluate(PositionsOn({kFull, kFull}));
  EXPECT_EQ(fake_.live_arrays, 0);
  fake_.missing_output = "value_v3_bias";
  EXPECT_THROW(backend.Evaluate(PositionsOn({kFull})), FormatError);
  fake_.predict_exception = "out of range";
  EXPECT_THROW(backend.Evaluate(PositionsOn({kFull})), MeasurementError);
  EXPECT_EQ(fake_.live_arrays, 0);
}

TEST_F(CoreMlBackendTest, RefusesPartialBoardsWithoutAMask) {
  const fs::path package = Package("tinyconv-v15", {.identity_mask = true});
  ExpectAgreement(package, {kFull});
  CoreMlBackend backend = Open(package);
  EXPECT_THAT(
      [&] {
        backend.Evaluate(PositionsOn({kFull, {.height = 5, .width = 6}}));
      },
      ThrowsMessage<UsageError>(HasSubstr("does not fill the 7x5 board")));
}

TEST_F(CoreMlBackendTest, RefusesInputsThatDoNotFit) {
  CoreMlBackend backend = Open(Package());
  NetworkInputs inputs = PositionsOn({kFull}, /*metadata=*/true);
  EXPECT_THAT([&] { backend.Evaluate(inputs); },
              ThrowsMessage<UsageError>(HasSubstr("metadata inputs have 192 numbers")));
}

}  // namespace
}  // namespace tidemark::harness
