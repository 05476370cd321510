#include "converter/predict_peak.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/read_file.h"
#include "converter/network/architecture.h"
#include "converter/network/synthetic.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::Contains;
using ::testing::Key;
using ::testing::Not;

class PredictPeakTest : public ::testing::Test {
 protected:
  void SetUp() override {
    WriteSyntheticNetwork(DescribeArchitecture(FindArchitecture("b6c96"), {}), 0, file_,
                          Existing::kRefuse);
  }

  tidemark::testing::TempDir folder_;
  std::filesystem::path file_ = folder_.path() / "net.bin.gz";
};

TEST_F(PredictPeakTest, KnowsTheNetworkByItsFrontAndItsSizeByItsEnd) {
  const PeakPrediction prediction = PredictPeak(file_, {}, 0);
  EXPECT_EQ(prediction.blocks, 6);
  EXPECT_EQ(prediction.trunk_channels, 96);
  EXPECT_EQ(prediction.file_bytes, std::filesystem::file_size(file_));
  const uint64_t inflated = Convert(file_, folder_.path() / "n.mlpackage", {}).inflated_bytes;
  EXPECT_EQ(prediction.inflated_bytes, inflated);
}

TEST_F(PredictPeakTest, EachLeverTakesItsOwnersAway) {
  const PeakPrediction off = PredictPeak(
      file_, {.layer_streaming = false, .weight_views = false, .stream_gzip = false}, 0);
  EXPECT_THAT(off.owners, Contains(Key("inflated file")));
  EXPECT_THAT(off.owners, Contains(Key("serializer's copy")));
  const PeakPrediction seed = PredictPeak(file_, {.layer_streaming = false}, 0);
  EXPECT_THAT(seed.owners, Not(Contains(Key("inflated file"))));
  EXPECT_THAT(seed.owners, Not(Contains(Key("serializer's copy"))));
  EXPECT_EQ(seed.owners.at("parsed weights"), seed.inflated_bytes);
  const PeakPrediction all = PredictPeak(file_, {}, 0);
  EXPECT_THAT(all.owners, Not(Contains(Key("parsed weights"))));
  EXPECT_GT(off.peak_bytes, 4 * off.inflated_bytes);
  EXPECT_GT(off.peak_bytes, seed.peak_bytes);
  EXPECT_GT(seed.peak_bytes, all.peak_bytes);
}

TEST_F(PredictPeakTest, CountsTheProcessItself) {
  EXPECT_EQ(PredictPeak(file_, {}, 5'000'000).peak_bytes,
            PredictPeak(file_, {}, 0).peak_bytes + 5'000'000);
}

TEST_F(PredictPeakTest, DoesNotBelieveASizeThatCannotBe) {
  const uint64_t honest = PredictPeak(file_, {}, 0).inflated_bytes;
  const std::string bytes = ReadWholeFile(file_, 1 << 24);
  for (const char lie : {'\0', '\xFF'}) {
    std::string lying = bytes;
    lying.replace(lying.size() - 4, 4, 4, lie);
    const auto file = folder_.Write("lie.bin.gz", lying);
    const uint64_t told = PredictPeak(file, {}, 0).inflated_bytes;
    EXPECT_NEAR(static_cast<double>(told) / static_cast<double>(honest), 1, 0.1);
  }
}

TEST_F(PredictPeakTest, ChecksItsOptionsAndItsFile) {
  EXPECT_THROW(PredictPeak(file_, {.board_x = 1}, 0), UsageError);
  EXPECT_THROW(PredictPeak(folder_.path(), {}, 0), UsageError);
}

TEST_F(PredictPeakTest, ReadsNoMoreThanItNeeds) {
  // Its end is missing, which nothing but the end's own four bytes tells.
  std::string bytes = ReadWholeFile(file_, 1 << 24);
  bytes.resize(bytes.size() * 3 / 4);
  EXPECT_NO_THROW(PredictPeak(folder_.Write("cut.bin.gz", bytes), {}, 0));
  EXPECT_THROW(PredictPeak(folder_.Write("bad.bin", "bad\n15\n22\n"), {}, 0), FormatError);
  EXPECT_THROW(PredictPeak(folder_.path() / "none", {}, 0), IoError);
}

}  // namespace
}  // namespace tidemark::converter
