#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kVerbs[] = {
    "run",      "compare",       "gate",    "noise",      "baseline", "report",  "merge",
    "validate", "convert",       "inspect", "synthesize", "evaluate", "record",  "verify",
    "levers",   "architectures", "measure", "completion", "man",      "explain", "devices"};

TEST(Main, HelpNamesEveryVerbAndHowItEnds) {
  const Answer answer = Harness({"--help"});
  EXPECT_EQ(answer.code, 0);
  for (const char* verb : kVerbs) {
    EXPECT_THAT(answer.out, HasSubstr(verb));
  }
  EXPECT_THAT(answer.out, HasSubstr("Exit codes"));
  EXPECT_THAT(answer.out, ::testing::Not(HasSubstr("cell")));
}

TEST(Main, TheVersionTellsWhatInflates) {
  const Answer answer = Harness({"--version"});
  EXPECT_EQ(answer.code, 0);
  EXPECT_THAT(answer.out,
              ::testing::MatchesRegex("harness [0-9.]+\ninflates with (ISA-L|zlib) [0-9.]+\n"));
}

TEST(Main, EveryVerbHasHelpWithAnExample) {
  for (const char* verb : kVerbs) {
    const Answer answer = Harness({verb, "--help"});
    EXPECT_EQ(answer.code, 0) << verb;
    EXPECT_THAT(answer.out, HasSubstr(std::string("harness ") + verb)) << verb;
  }
}

TEST(Main, BadUsageIsOneLineAndExitCodeTwo) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {}, {"frobnicate"}, {"convert"}, {"levers", "--loud"}, {"run", "missing.json"}}) {
    const Answer answer = Harness(arguments);
    EXPECT_EQ(answer.code, 2);
    EXPECT_THAT(answer.err, StartsWith("harness: "));
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
  }
  EXPECT_THAT(Harness({"frobnicate"}).err, HasSubstr("known are run, compare, gate"));
}

TEST(Main, ListsAnswerInJson) {
  EXPECT_EQ(Harness({"levers", "--json"}).Json()["levers"].size(), 7U);
  const nlohmann::json architectures = Harness({"architectures", "--json"}).Json();
  bool found = false;
  for (const auto& entry : architectures["architectures"]) {
    if (entry["name"] == "b18c384nbt") {
      found = true;
      EXPECT_EQ(entry["parameters"], 26'370'713);
    }
  }
  EXPECT_TRUE(found);
}

TEST(Main, InspectTellsNetworksFromPackages) {
  const TempDir folder;
  const std::string network = (folder.path() / "net.bin.gz").string();
  const std::string package = (folder.path() / "net.mlpackage").string();
  ASSERT_EQ(Harness({"synthesize", "b2c16", network}).code, 0);
  ASSERT_EQ(Harness({"convert", network, package, "--batch", "1:4"}).code, 0);
  const nlohmann::json of_network = Harness({"inspect", network, "--json"}).Json();
  EXPECT_EQ(of_network["what"], "network");
  EXPECT_EQ(of_network["parameters"], 13'145);
  EXPECT_EQ(of_network["inflated_bytes"], 55'710);
  const nlohmann::json of_package = Harness({"inspect", package, "--json"}).Json();
  EXPECT_EQ(of_package["what"], "package");
  EXPECT_EQ(of_package["inputs"].size(), 3U);
  EXPECT_EQ(of_package["outputs"].size(), 5U);
  EXPECT_EQ(of_package["inputs"][0]["shape_range"][0], nlohmann::json({1, 4}));
  EXPECT_EQ(of_package["operations"]["conv"], 11);
  EXPECT_THAT(Harness({"inspect", package}).out, HasSubstr("policy_p2_conv"));
}

TEST(Main, InspectListsLayersThatAddUpToTheNetwork) {
  const TempDir folder;
  const std::string network = (folder.path() / "net.bin.gz").string();
  ASSERT_EQ(Harness({"synthesize", "b2c16", network}).code, 0);
  const nlohmann::json json = Harness({"inspect", network, "--json", "--layers"}).Json();
  EXPECT_FALSE(json.contains("tensors"));
  uint64_t parameters = 0;
  uint64_t bytes = 0;
  for (const auto& layer : json["layers"]) {
    parameters += layer["parameters"].get<uint64_t>();
    bytes += layer["stored_bytes"].get<uint64_t>();
  }
  EXPECT_EQ(parameters, json["parameters"]);
  EXPECT_EQ(bytes, 4 * json["floats"].get<uint64_t>());
  EXPECT_EQ(json["layers"][0], nlohmann::json({{"name", "model.conv_spatial"},
                                               {"kind", "convolution"},
                                               {"parameters", 3 * 3 * 22 * 16},
                                               {"stored_bytes", 4 * 3 * 3 * 22 * 16}}));
  EXPECT_EQ(json["layers"][2]["kind"], "batch norm");
  EXPECT_THAT(Harness({"inspect", network, "--layers"}).out,
              HasSubstr("convolution       3,168  12,672\n"));

  const Answer both = Harness({"inspect", network, "--layers", "--brief"});
  EXPECT_EQ(both.code, 2);
  EXPECT_THAT(both.err, HasSubstr("excludes"));
  const std::string package = (folder.path() / "net.mlpackage").string();
  ASSERT_EQ(Harness({"convert", network, package}).code, 0);
  const Answer of_package = Harness({"inspect", package, "--layers"});
  EXPECT_EQ(of_package.code, 2);
  EXPECT_THAT(of_package.err, HasSubstr("a package has no layers"));
}

TEST(Main, AnswersThatCannotBeWrittenAreErrors) {
  const auto shell = [](const std::string& rest) {
    return WEXITSTATUS(std::system((std::string(TIDEMARK_HARNESS) + rest).c_str()));
  };
  EXPECT_EQ(shell(" levers --json >&- 2>/dev/null"), 2);
  if (std::filesystem::is_character_file("/dev/full")) {
    EXPECT_EQ(shell(" levers --json >/dev/full 2>/dev/null"), 2);
  }
}

TEST(Main, EmptyArgumentsAreRefused) {
  const Answer answer = Harness({"inspect", ""});
  EXPECT_EQ(answer.code, 2);
  EXPECT_EQ(answer.err, "harness: argument 2 is empty\n");
}

TEST(Main, NamesStayOnOneLine) {
  const Answer answer = Harness({"inspect", "no\n\x1b[31mfile"});
  EXPECT_EQ(answer.code, 2);
  EXPECT_EQ(answer.err, "harness: no  [31mfile: cannot open: No such file or directory\n");
}

TEST(Main, ValidateShowsThePlan) {
  const Answer answer =
      Harness({"validate", std::string(TIDEMARK_SOURCE_DIR) + "/scenarios/b18.json", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const nlohmann::json json = answer.Json();
  EXPECT_EQ(json["cells"].size(), 6U);
  EXPECT_EQ(json["processes"], 30);
  EXPECT_GT(json["estimated_peak_rss_bytes"], 400'000'000);
}

}  // namespace
}  // namespace tidemark::testing
