// What each conversion lever costs when it is off, in multiples of the network's inflated size. The
// bounds on both sides matter: below, a lever would not be off; above, its off state would be
// padding.

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

class ConversionPeak : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
#ifdef TIDEMARK_SANITIZED
    GTEST_SKIP() << "sanitizers keep memory of their own; peaks mean nothing under them";
#endif
    folder_ = std::make_unique<TempDir>();
    ASSERT_EQ(Harness({"synthesize", "b18c384nbt", Network()}).code, 0);
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static std::string Network() { return (folder_->path() / "b18.bin.gz").string(); }

  // Peak RSS of a process that converts, over the inflated size.
  static double PeakRatio(const std::string& levers) {
    const std::string package = (folder_->path() / "b18.mlpackage").string();
    const Answer answer =
        Harness({"convert", Network(), package, "--levers", levers, "--force", "--json"});
    EXPECT_EQ(answer.code, 0) << answer.err;
    const nlohmann::json json = answer.Json();
    if (!json.is_object() || json["peak_rss_bytes"].is_null()) return 0;
    return json["peak_rss_bytes"].get<double>() / json["inflated_bytes"].get<double>();
  }

  static std::unique_ptr<TempDir> folder_;
};

std::unique_ptr<TempDir> ConversionPeak::folder_;

TEST_F(ConversionPeak, WithoutLeversIsTheNaiveProgram) {
  const double ratio = PeakRatio("none");
  EXPECT_GE(ratio, 4.5);
  EXPECT_LE(ratio, 5.5);
}

TEST_F(ConversionPeak, WeightViewsAloneLeaveTheInflatedFile) {
  const double ratio = PeakRatio("weight_views");
  EXPECT_GE(ratio, 1.9);
  EXPECT_LE(ratio, 2.3);
}

TEST_F(ConversionPeak, StreamGzipAloneLeavesTheCopies) {
  const double ratio = PeakRatio("stream_gzip");
  EXPECT_GE(ratio, 3.8);
  EXPECT_LE(ratio, 4.4);
}

TEST_F(ConversionPeak, BothLeaveTheParsedNetwork) {
  EXPECT_LE(PeakRatio("weight_views,stream_gzip"), 1.15);
}

TEST_F(ConversionPeak, LayerStreamingHoldsNothingOfTheNetwork) {
  // 10 MiB, of 100.8 MiB inflated.
  EXPECT_LE(PeakRatio("layer_streaming"), 10 / 100.8);
}

// What --dry-run tells is what a conversion then needs.
TEST_F(ConversionPeak, IsPredicted) {
  for (const char* levers : {"none", "seed", "all"}) {
    const Answer answer =
        Harness({"convert", Network(), "--dry-run", "--levers", levers, "--json"});
    ASSERT_EQ(answer.code, 0) << answer.err;
    const nlohmann::json json = answer.Json();
    const double predicted =
        json["predicted_peak_bytes"].get<double>() / json["inflated_bytes"].get<double>();
    EXPECT_NEAR(predicted / PeakRatio(levers), 1, 0.2) << levers;
  }
}

// The tables of a transformer's angles are held without layer streaming, and never with it.
class TransformerPeak : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
#ifdef TIDEMARK_SANITIZED
    GTEST_SKIP() << "sanitizers keep memory of their own; peaks mean nothing under them";
#endif
    ASSERT_EQ(Harness({"synthesize", GetParam(), File("net.bin.gz")}).code, 0);
  }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }

  TempDir folder_;
};

TEST_P(TransformerPeak, IsPredictedAndStaysUnder12MiB) {
  for (const std::string levers : {"none", "seed", "all"}) {
    const nlohmann::json made = Harness({"convert", File("net.bin.gz"), File("net.mlpackage"),
                                         "--levers", levers, "--force", "--json"})
                                    .Json();
    ASSERT_TRUE(made.is_object()) << levers;
    const nlohmann::json told =
        Harness({"convert", File("net.bin.gz"), "--dry-run", "--levers", levers, "--json"}).Json();
    ASSERT_TRUE(told.is_object()) << levers;
    const auto peak = made["peak_rss_bytes"].get<double>();
    EXPECT_NEAR(told["predicted_peak_bytes"].get<double>() / peak, 1, 0.2) << levers;
    if (levers == "all") {
      EXPECT_LE(peak, 12 * (1 << 20));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Architectures, TransformerPeak,
                         ::testing::Values("b7c96h3tfrs", "b7c96h6kv3qk32v16tflrs",
                                           "b4c256h4nbttflrs", "b14c192h6tflrs",
                                           "b10c384h6nbttflrs"),
                         [](const auto& suite) { return std::string(suite.param); });

}  // namespace
}  // namespace tidemark::testing
