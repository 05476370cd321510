#include "tidemark/converter.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/testing/files_below.h"
#include "converter/testing/network_file.h"

namespace tidemark {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::ThrowsMessage;
using tidemark::testing::FilesBelow;
using tidemark::testing::TempDir;
using tidemark::testing::WriteTinyFile;

TEST(PublicConverter, WritesThePackageThatTheProgramWrites) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const fs::path ours = folder.path() / "ours.mlpackage";
  const fs::path same = folder.path() / "same.mlpackage";

  const ConvertResult result = Convert(network, ours);
  const converter::ConvertResult expected = converter::Convert(network, same, {});
  EXPECT_EQ(FilesBelow(ours), FilesBelow(same));
  EXPECT_EQ(result.network_name, "tinynbt-v15-meta");
  EXPECT_EQ(result.version, 15);
  EXPECT_EQ(result.precision, Precision::kFloat16);
  EXPECT_EQ(result.inflated_bytes, fs::file_size(network));
  EXPECT_EQ(result.weight_bytes, expected.weight_bytes);
  EXPECT_EQ(result.model_bytes, expected.model_bytes);
  EXPECT_EQ(result.weight_digest, expected.weight_digest);
  EXPECT_EQ(result.model_digest, expected.model_digest);
}

TEST(PublicConverter, EveryOptionReachesThePackage) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const auto expect_same = [&](ConvertOptions options, converter::ConvertOptions internal) {
    options.replace_existing = true;
    options.sync = false;
    internal.existing = converter::Existing::kReplace;
    internal.sync = converter::Sync::kNo;
    Convert(network, folder.path() / "ours.mlpackage", options);
    converter::Convert(network, folder.path() / "same.mlpackage", internal);
    EXPECT_EQ(FilesBelow(folder.path() / "ours.mlpackage"),
              FilesBelow(folder.path() / "same.mlpackage"));
  };
  expect_same({.precision = Precision::kFloat32, .board_x = 9, .board_y = 13},
              {.precision = converter::Precision::kFloat32, .board_x = 9, .board_y = 13});
  expect_same({.fp16_io = true, .identity_mask = true, .min_batch = 2, .max_batch = 4},
              {.fp16_io = true, .identity_mask = true, .min_batch = 2, .max_batch = 4});
  expect_same(
      {.target = Target::kMacOs15, .author = "a", .license = "l", .description = "d"},
      {.target = converter::Target::kMacOs15, .author = "a", .license = "l", .description = "d"});
}

TEST(PublicConverter, TellsWhatATransformerWasBuiltIn) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder, "tinytf-v17");
  EXPECT_EQ(Convert(network, folder.path() / "net.mlpackage").precision, Precision::kFloat32);
}

TEST(PublicConverter, TellsItsStepsInOrder) {
  const TempDir folder;
  std::vector<ConvertStep> steps;
  Convert(WriteTinyFile(folder), folder.path() / "net.mlpackage",
          {.on_step = [&](ConvertStep step) { steps.push_back(step); }});
  EXPECT_THAT(steps, ElementsAre(ConvertStep::kRead, ConvertStep::kBuild, ConvertStep::kWrite,
                                 ConvertStep::kPublish));
}

TEST(PublicConverter, ACancelledConversionLeavesNothingBehind) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  int asked = 0;
  Convert(network, folder.path() / "net.mlpackage", {.is_cancelled = [&] { return ++asked < 0; }});
  fs::remove_all(folder.path() / "net.mlpackage");
  ASSERT_GT(asked, 10);
  for (const int at : {1, asked / 2, asked}) {
    int question = 0;
    EXPECT_THROW(Convert(network, folder.path() / "net.mlpackage",
                         {.is_cancelled = [&] { return ++question == at; }}),
                 InterruptedError);
    EXPECT_THAT(FilesBelow(folder.path()), ElementsAre(Key("net.bin"))) << at;
  }
  // The next one on the thread is not.
  EXPECT_NO_THROW(Convert(network, folder.path() / "net.mlpackage"));
}

TEST(PublicConverter, WhatTheCallersFunctionsThrowComesOut) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const fs::path package = folder.path() / "net.mlpackage";
  EXPECT_THAT(
      [&] {
        Convert(network, package,
                {.on_step = [](ConvertStep) { throw std::out_of_range("step"); }});
      },
      ThrowsMessage<std::out_of_range>("step"));
  EXPECT_THAT(
      [&] {
        Convert(network, package,
                {.is_cancelled = []() -> bool { throw std::out_of_range("asked"); }});
      },
      ThrowsMessage<std::out_of_range>("asked"));
  EXPECT_THAT(FilesBelow(folder.path()), ElementsAre(Key("net.bin")));
}

TEST(PublicConverter, BadOptionsAreNamedWithWhatIsAccepted) {
  const auto expect_refused = [](const ConvertOptions& options, const std::string& option,
                                 const std::string& accepted) {
    EXPECT_THAT([&] { CheckOptions(options); },
                ThrowsMessage<UsageError>(AllOf(HasSubstr(option), HasSubstr(accepted))));
    EXPECT_THROW(Convert("none", "none", options), UsageError);
  };
  expect_refused({.precision = Precision::kMixed}, "precision", "float16 and float32");
  expect_refused({.target = static_cast<Target>(7)}, "target", "macos12 and macos15");
  expect_refused({.board_y = 38}, "board_y", "2 to 37");
  expect_refused({.max_batch = 0}, "max_batch", "1 to 65536");
  expect_refused({.precision = Precision::kFloat32, .fp16_io = true}, "fp16_io", "fp16");
  expect_refused({.author = "\xFF"}, "author", "UTF-8");
  EXPECT_NO_THROW(CheckOptions({}));
}

TEST(PublicConverter, ErrorsAreOfTheirKinds) {
  const TempDir folder;
  const fs::path network = WriteTinyFile(folder);
  const fs::path package = folder.path() / "net.mlpackage";
  EXPECT_THROW(Convert(folder.path() / "none", package), IoError);
  EXPECT_THROW(Convert(folder.Write("bad", "bad\n15\n22\n"), package), FormatError);
  Convert(network, package);
  EXPECT_THROW(Convert(network, package), UsageError);
}

TEST(PublicConverter, TellsTheProjectsVersion) { EXPECT_STREQ(Version(), TIDEMARK_VERSION); }

}  // namespace
}  // namespace tidemark
