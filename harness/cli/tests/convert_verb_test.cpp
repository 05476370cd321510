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
        std::tuple{"--levers", "magic", "weight_views"}}) {
    const Answer answer = convert(option, value);
    EXPECT_EQ(answer.code, 2) << option;
    EXPECT_THAT(answer.err, HasSubstr(expected));
    EXPECT_THAT(answer.err, StartsWith("harness: "));
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
    EXPECT_FALSE(std::filesystem::exists(File("x.mlpackage")));
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
