// A converted package whose files are cut after every byte, or have a bit turned anywhere: it is
// refused with a word about where, or it works.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/package/manifest.h"
#include "converter/testing/flip_bit.h"
#include "converter/testing/memory_folder.h"
#include "converter/testing/network_file.h"
#include "converter/testing/smallest_network.h"
#include "converter/testing/temp_dir.h"
#include "harness/backends/ane/mil_runtime.h"
#include "harness/backends/ane/program.h"
#include "harness/backends/ane/shape.h"

namespace tidemark::harness::ane {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

using Outputs = std::map<std::string, std::vector<float>>;

class DamagedPackage : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path network =
        testing::WriteNetworkFile(folder_.path() / "net.bin", testing::MakeSmallestNetwork());
    converter::Convert(network, package(),
                       {.board_x = 2, .board_y = 2, .sync = converter::Sync::kNo});
    whole_ = Evaluate(MilRuntime::Open(package()));
    ASSERT_FALSE(whole_.empty());
  }

  fs::path package() const { return folder_.path() / "net.mlpackage"; }
  fs::path manifest() const { return package() / "Manifest.json"; }
  fs::path model() const { return package() / "Data" / converter::kModelItemPath; }
  fs::path weights() const {
    return package() / "Data" / converter::kWeightsItemPath / "weight.bin";
  }

  // Of inputs that are all one half.
  static Outputs Evaluate(MilRuntime runtime) {
    std::map<std::string, std::vector<float>> values;
    MilRuntime::Inputs inputs;
    for (const ValueId id : runtime.program().inputs) {
      const Value& input = runtime.program().values[id];
      auto& tensor = values[input.name];
      tensor.assign(ElementsOf(ExtentsAt(input.type.shape, 1)), 0.5F);
      inputs[input.name] = tensor;
    }
    Outputs outputs;
    for (const auto& [name, output] : runtime.Run(1, inputs)) {
      outputs[name].assign(output.begin(), output.end());
    }
    return outputs;
  }

  // The outputs, or nothing where the package is refused.
  std::optional<Outputs> Try() {
    try {
      return Evaluate(MilRuntime::Open(package(), {.arena_limit_bytes = size_t{64} << 20}));
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("net.mlpackage"));
      EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
      ++refused_;
      return std::nullopt;
    }
  }

  // Cuts the file shorter and shorter. Returns after how many cuts the package still opened.
  size_t CutEverywhere(const fs::path& file, uintmax_t stride = 1) {
    size_t opened = 0;
    for (uintmax_t size = fs::file_size(file); size-- > 0;) {
      if (size % stride != 0) continue;
      fs::resize_file(file, size);
      if (const auto outputs = Try()) {
        ++opened;
        EXPECT_EQ(*outputs, whole_) << size;
      }
    }
    return opened;
  }

  testing::TemporaryFilesInMemory in_memory_;
  testing::TempDir folder_;
  Outputs whole_;
  size_t refused_ = 0;
};

TEST_F(DamagedPackage, AManifestIsRefusedWhereverItIsCut) {
  EXPECT_EQ(CutEverywhere(manifest()), 1U) << "without its last newline";
}

// Every byte of a model takes half a minute: TIDEMARK_FAULT_STRIDE=1 asks for that.
TEST_F(DamagedPackage, AModelIsRefusedWhereverItIsCut) {
  const char* const told = std::getenv("TIDEMARK_FAULT_STRIDE");
  const uintmax_t stride = told == nullptr ? 11 : std::strtoul(told, nullptr, 10);
  EXPECT_EQ(CutEverywhere(model(), std::max<uintmax_t>(stride, 1)), 0U);
}

TEST_F(DamagedPackage, WeightsAreRefusedWhereverTheyAreCut) {
  EXPECT_EQ(CutEverywhere(weights()), 0U);
}

TEST_F(DamagedPackage, AFlippedBitIsRefusedOrLeavesAPackageThatWorks) {
  const std::vector<fs::path> files = {manifest(), model(), weights()};
  std::mt19937 random(6);
  size_t worked = 0;
  for (int flip = 0; flip < 2000; ++flip) {
    const fs::path& file = files[random() % files.size()];
    const size_t at = random() % fs::file_size(file);
    const int bit = static_cast<int>(random() % 8);
    testing::FlipBit(file, at, bit);
    if (const auto outputs = Try()) {
      ++worked;
      EXPECT_FALSE(outputs->empty());
    }
    testing::FlipBit(file, at, bit);
  }
  EXPECT_EQ(Evaluate(MilRuntime::Open(package())), whole_);
  EXPECT_EQ(worked + refused_, 2000U);
  EXPECT_GT(refused_, 500U);
}

}  // namespace
}  // namespace tidemark::harness::ane
