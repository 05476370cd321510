#include "harness/backends/coreml/coreml_backend.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/network/network.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"
#include "harness/backends/ane/ane_backend.h"
#include "harness/backends/coreml/tests/fake_model.h"

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

constexpr int kWidth = 7;
constexpr int kHeight = 5;

// Numbers that no two places share, on boards in the corner of a buffer; one position per board.
NetworkInputs PositionsOn(const std::vector<BoardSize>& boards, bool metadata = false) {
  NetworkInputs inputs;
  inputs.batch = static_cast<int>(boards.size());
  inputs.height = kHeight;
  inputs.width = kWidth;
  uint32_t state = 1;
  const auto number = [&state] {
    state = state * 1664525U + 1013904223U;
    return static_cast<float>(state >> 8) / static_cast<float>(1 << 24);
  };
  for (const BoardSize board : boards) {
    for (int channel = 0; channel < converter::kSpatialChannels; ++channel) {
      for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
          const bool inside = y < board.height && x < board.width;
          inputs.spatial.push_back(!inside ? 0.0F : channel == 0 ? 1.0F : number());
        }
      }
    }
    for (int i = 0; i < converter::kGlobalChannels; ++i) inputs.global.push_back(number());
    if (!metadata) continue;
    for (int i = 0; i < converter::kMetadataChannels; ++i) inputs.metadata.push_back(number());
  }
  return inputs;
}

const BoardSize kFull = {.height = kHeight, .width = kWidth};

void ExpectSame(const RawOutputs& actual, const RawOutputs& expected) {
  EXPECT_EQ(actual.batch, expected.batch);
  EXPECT_EQ(actual.policy, expected.policy);
  EXPECT_EQ(actual.pass, expected.pass);
  EXPECT_EQ(actual.value, expected.value);
  EXPECT_EQ(actual.score_value, expected.score_value);
  EXPECT_EQ(actual.ownership, expected.ownership);
}

class CoreMlBackendTest : public ::testing::Test {
 protected:
  CoreMlBackendTest() {
    const int live = fake_.live_arrays;
    fake_ = {};
    fake_.live_arrays = live;
  }

  fs::path Package(const std::string& network = "tinyconv-v15",
                   converter::ConvertOptions options = {}) const {
    const auto description = testing::DescribeTinyNetwork(network);
    const fs::path file = folder_.path() / (network + ".bin.gz");
    converter::WriteSyntheticNetwork(description, 0, file, converter::Existing::kReplace);
    options.board_x = kWidth;
    options.board_y = kHeight;
    options.sync = converter::Sync::kNo;
    options.existing = converter::Existing::kReplace;
    const fs::path package = folder_.path() / (network + ".mlpackage");
    converter::Convert(file, package, options);
    return package;
  }

  fs::path CacheFolder() const {
    fs::create_directories(folder_.path() / "cache");
    return folder_.path() / "cache";
  }

  CoreMlBackend Open(const fs::path& package) {
    return CoreMlBackend(package,
                         {.cache = CacheFolder(),
                          .on_step = [this](std::string_view step) { steps_.emplace_back(step); }});
  }

  fs::path TheEntry() const { return *fs::directory_iterator(CacheFolder()); }

  // Both backends, on positions of these boards.
  void ExpectAgreement(const fs::path& package, const std::vector<BoardSize>& boards,
                       bool metadata = false) {
    const NetworkInputs inputs = PositionsOn(boards, metadata);
    ExpectSame(Open(package).Evaluate(inputs), AneBackend(package).Evaluate(inputs));
  }

  testing::TempDir folder_;
  std::vector<std::string> steps_;
  FakeCoreMl& fake_ = TheFakeCoreMl();
};

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
