#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ConvertVerb : public ::testing::Test {
 protected:
  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  void SetUp() override { ASSERT_EQ(Harness({"synthesize", "b2c16", File("net.bin.gz")}).code, 0); }

  TempDir folder_;
};

TEST_F(ConvertVerb, SaysWhatItWrote) {
  const Answer answer = Harness({"convert", File("net.bin.gz"), File("net.mlpackage"), "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const nlohmann::json json = answer.Json();
  EXPECT_EQ(json["kind"], "tidemark.convert");
  EXPECT_EQ(json["precision"], "fp16");
  EXPECT_EQ(
      json["weight_bytes"],
      std::filesystem::file_size(File("net.mlpackage/Data/com.apple.CoreML/weights/weight.bin")));
  EXPECT_EQ(json["levers"], nlohmann::json({"weight_views", "stream_gzip", "layer_streaming"}));
  EXPECT_EQ(answer.err, "");
}

TEST_F(ConvertVerb, RefusesAnExistingPackageUnlessForced) {
  ASSERT_EQ(Harness({"convert", File("net.bin.gz"), File("net.mlpackage")}).code, 0);
  const Answer refused = Harness({"convert", File("net.bin.gz"), File("net.mlpackage")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("net.mlpackage"));
  EXPECT_EQ(Harness({"convert", File("net.bin.gz"), File("net.mlpackage"), "--force"}).code, 0);
}

TEST_F(ConvertVerb, ADryRunPredictsAndWritesNothing) {
  const Answer answer = Harness({"convert", File("net.bin.gz"), "--dry-run", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const nlohmann::json json = answer.Json();
  EXPECT_EQ(json["kind"], "tidemark.prediction");
  EXPECT_EQ(json["inflated_bytes"], 55'710);
  uint64_t sum = 0;
  for (const auto& [owner, bytes] : json["owners"].items()) sum += bytes.get<uint64_t>();
  EXPECT_EQ(json["predicted_peak_bytes"], sum);
  const Answer text = Harness({"convert", File("net.bin.gz"), File("net.mlpackage"), "--dry-run"});
  EXPECT_THAT(text.out, HasSubstr("conversion would need about "));
  EXPECT_FALSE(std::filesystem::exists(File("net.mlpackage")));
  EXPECT_EQ(Harness({"convert", File("net.bin.gz")}).code, 2);
}

TEST_F(ConvertVerb, RefusesToGoOverAMemoryLimit) {
  const auto convert = [this](const std::string& limit) {
    return Harness({"convert", File("net.bin.gz"), File("net.mlpackage"), "--memory-limit", limit});
  };
  const Answer refused = convert("1");
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("more than the limit of "));
  EXPECT_THAT(refused.err, HasSubstr("--memory-limit"));
  EXPECT_FALSE(std::filesystem::exists(File("net.mlpackage")));
  EXPECT_THAT(convert("much").err, HasSubstr("--memory-limit"));
  EXPECT_EQ(convert("1GiB").code, 0);
}

TEST_F(ConvertVerb, CanLeaveTheSyncToTheSystem) {
  ASSERT_EQ(Harness({"convert", File("net.bin.gz"), File("a.mlpackage"), "--no-sync"}).code, 0);
  ASSERT_EQ(Harness({"convert", File("net.bin.gz"), File("b.mlpackage")}).code, 0);
  const nlohmann::json a = Harness({"inspect", File("a.mlpackage"), "--json"}).Json();
  const nlohmann::json b = Harness({"inspect", File("b.mlpackage"), "--json"}).Json();
  EXPECT_EQ(a["weight_bin_sha256"], b["weight_bin_sha256"]);
  EXPECT_EQ(a["model_sha256"], b["model_sha256"]);
}

TEST_F(ConvertVerb, NotesLeversThatActInTheEngine) {
  const Answer answer = Harness({"convert", File("net.bin.gz"), File("net.mlpackage"), "--levers",
                                 "weight_views,release_weights"});
  EXPECT_EQ(answer.code, 0);
  EXPECT_THAT(answer.err, HasSubstr("'release_weights' acts in the engine"));
}

TEST_F(ConvertVerb, NamesABadOptionAndWhatIsAccepted) {
  const auto convert = [this](const std::string& option, const std::string& value) {
    return Harness({"convert", File("net.bin.gz"), File("x.mlpackage"), option, value});
  };
  for (const auto& [option, value, expected] :
       {std::tuple{"--board", "19", "width x height"}, std::tuple{"--board", "38x19", "37"},
        std::tuple{"--precision", "fp8", "fp16, fp32"}, std::tuple{"--batch", "8:1", "--batch"},
        std::tuple{"--levers", "magic", "weight_views"},
        std::tuple{"--target", "macos11", "macos12, ios15, macos15, ios18"}}) {
    const Answer answer = convert(option, value);
    EXPECT_EQ(answer.code, 2) << option;
    EXPECT_THAT(answer.err, HasSubstr(expected));
    EXPECT_THAT(answer.err, StartsWith("harness: "));
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
    EXPECT_FALSE(std::filesystem::exists(File("x.mlpackage")));
  }
}

// A narrow transformer is built in single precision whatever was asked for.
TEST_F(ConvertVerb, SaysWhatATransformerBecame) {
  ASSERT_EQ(Harness({"synthesize", "b7c96h3tfrs", File("tf.bin.gz")}).code, 0);
  const Answer json =
      Harness({"convert", File("tf.bin.gz"), File("tf.mlpackage"), "--fp16-io", "--json"});
  ASSERT_EQ(json.code, 0) << json.err;
  EXPECT_EQ(json.Json()["precision"], "fp32");
  EXPECT_EQ(json.Json()["requested_precision"], "fp16");
  EXPECT_EQ(json.Json()["tier"], "full");
  EXPECT_EQ(json.Json()["fp16_io"], false);
  EXPECT_EQ(json.Json()["target"], "macos12");
  EXPECT_EQ(json.Json()["derived_bytes"], 2 * 361 * 32 * 4 + 32 * 32 * 4);
  const Answer text =
      Harness({"convert", File("tf.bin.gz"), File("tf.mlpackage"), "--force", "--target", "ios18"});
  ASSERT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("under 320 channels"));
  EXPECT_THAT(text.out, HasSubstr("96,512 of them tables of angles"));
}

// Each target's package is what its network computes.
TEST_F(ConvertVerb, EveryTargetEvaluatesAlike) {
  ASSERT_EQ(Harness({"synthesize", "b7c96h6kv3qk32v16tflrs", File("tf.bin.gz")}).code, 0);
  ASSERT_EQ(Harness({"record", File("tf.bin.gz"), "--backend", "eigen", "--positions",
                     std::string(TIDEMARK_SOURCE_DIR) + "/scenarios/positions/ladder-19x19.sgf",
                     "--every", "40", "--out", File("cases")})
                .code,
            0);
  for (const char* target : {"macos12", "macos15"}) {
    ASSERT_EQ(Harness({"convert", File("tf.bin.gz"), File("tf.mlpackage"), "--force", "--target",
                       target, "--batch", "1:8"})
                  .code,
              0);
    const Answer verified =
        Harness({"verify", File("tf.mlpackage"), "--cases", File("cases"), "--batch", "2"});
    EXPECT_EQ(verified.code, 0) << target << "\n" << verified.out << verified.err;
  }
}

TEST_F(ConvertVerb, LeavesNothingBehindForABadNetwork) {
  const std::string bad = folder_.Write("bad.bin.gz", "\x1f\x8b nonsense").string();
  const TempDir target;
  const std::string package = (target.path() / "bad.mlpackage").string();
  for (const std::string& network : {bad, File("missing.bin.gz"), folder_.path().string()}) {
    const Answer answer = Harness({"convert", network, package});
    EXPECT_EQ(answer.code, 2);
    EXPECT_THAT(answer.err, HasSubstr(network));
  }
  EXPECT_TRUE(std::filesystem::is_empty(target.path()));
}

}  // namespace
}  // namespace tidemark::testing
