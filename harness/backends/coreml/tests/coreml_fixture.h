#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_COREML_FIXTURE_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_COREML_FIXTURE_H_

// For tests only: small packages on the Core ML backend.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/network/network.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"
#include "harness/backends/ane/ane_backend.h"
#include "harness/backends/coreml/coreml_backend.h"
#include "harness/backends/coreml/tests/fake_model.h"

namespace tidemark::harness {

inline constexpr int kWidth = 7;
inline constexpr int kHeight = 5;

// Numbers that no two places share, on boards in the corner of a buffer; one position per board.
inline reference::NetworkInputs PositionsOn(const std::vector<reference::BoardSize>& boards,
                                            bool metadata = false) {
  reference::NetworkInputs inputs;
  inputs.batch = static_cast<int>(boards.size());
  inputs.height = kHeight;
  inputs.width = kWidth;
  uint32_t state = 1;
  const auto number = [&state] {
    state = state * 1664525U + 1013904223U;
    return static_cast<float>(state >> 8) / static_cast<float>(1 << 24);
  };
  for (const reference::BoardSize board : boards) {
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

inline const reference::BoardSize kFull = {.height = kHeight, .width = kWidth};

inline void ExpectSame(const reference::RawOutputs& actual, const reference::RawOutputs& expected) {
  EXPECT_EQ(actual.batch, expected.batch);
  EXPECT_EQ(actual.policy, expected.policy);
  EXPECT_EQ(actual.pass, expected.pass);
  EXPECT_EQ(actual.value, expected.value);
  EXPECT_EQ(actual.score_value, expected.score_value);
  EXPECT_EQ(actual.ownership, expected.ownership);
}

// With the fake reset, a folder for packages and a cache.
class CoreMlBackendTest : public ::testing::Test {
 protected:
  CoreMlBackendTest() { fake_ = {}; }

  std::filesystem::path Package(const std::string& network = "tinyconv-v15",
                                converter::ConvertOptions options = {}) const {
    const auto description = testing::DescribeTinyNetwork(network);
    const std::filesystem::path file = folder_.path() / (network + ".bin.gz");
    converter::WriteSyntheticNetwork(description, 0, file, converter::Existing::kReplace);
    options.board_x = kWidth;
    options.board_y = kHeight;
    options.sync = converter::Sync::kNo;
    options.existing = converter::Existing::kReplace;
    const std::filesystem::path package = folder_.path() / (network + ".mlpackage");
    converter::Convert(file, package, options);
    return package;
  }

  std::filesystem::path CacheFolder() const {
    std::filesystem::create_directories(folder_.path() / "cache");
    return folder_.path() / "cache";
  }

  CoreMlBackend Open(const std::filesystem::path& package) {
    return CoreMlBackend(package,
                         {.cache = CacheFolder(),
                          .on_step = [this](std::string_view step) { steps_.emplace_back(step); }});
  }

  std::filesystem::path TheEntry() const {
    return *std::filesystem::directory_iterator(CacheFolder());
  }

  // Both backends, on positions of these boards.
  void ExpectAgreement(const std::filesystem::path& package,
                       const std::vector<reference::BoardSize>& boards, bool metadata = false) {
    const reference::NetworkInputs inputs = PositionsOn(boards, metadata);
    ExpectSame(Open(package).Evaluate(inputs), AneBackend(package).Evaluate(inputs));
  }

  testing::TempDir folder_;
  std::vector<std::string> steps_;
  FakeCoreMl& fake_ = TheFakeCoreMl();
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_COREML_FIXTURE_H_
