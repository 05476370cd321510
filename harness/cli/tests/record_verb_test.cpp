#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"
#include "reference/cases/case_reader.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;

// A tiny network, a game and a file of positions.
class RecordVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Harness({"synthesize", "b2c16", File("net.bin.gz")}).code, 0);
    folder_.Write("game.sgf", "(;SZ[9]RU[japanese];B[ee];W[gc];B[cg];W[cc];B[gg])");
    folder_.Write("lines.jsonl",
                  "{\"size\": [5, 5], \"moves\": [[\"B\", \"C3\"]]}\n"
                  "{\"size\": [7, 5], \"rules\": \"aga\"}\n");
  }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  Answer Record(std::vector<std::string> options, const std::string& out = "out") const {
    options.insert(options.begin(),
                   {"record", File("net.bin.gz"), "--backend", "eigen", "--out", File(out)});
    return Harness(options);
  }

  TempDir folder_ = {};
};

TEST_F(RecordVerb, TakesPositionsOfGamesAndFiles) {
  const Answer answer =
      Record({"--positions", File("game.sgf"), "--positions", File("lines.jsonl"), "--every", "2"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("4 cases recorded"));
  const reference::CaseSet set = reference::ReadCases(File("out"));
  ASSERT_EQ(set.size(), 4U);
  EXPECT_EQ(set.Case(2).dataset, "game.sgf");
  EXPECT_EQ(set.Case(2).index, 4);
  EXPECT_EQ(set.Case(3).dataset, "lines.jsonl");
  EXPECT_EQ(set.Inputs(3).width, 5);
  for (size_t i = 0; i < set.size(); ++i) {
    EXPECT_TRUE(set.has_outputs(i));
    EXPECT_TRUE(set.Evaluation(i).has_value());
    EXPECT_TRUE(set.PositionOf(i).has_value());
  }
}

TEST_F(RecordVerb, WhatItRecordsVerifiesWithItsPositionsEncodedAgain) {
  ASSERT_EQ(
      Record({"--positions", File("game.sgf"), "--buffer", "11x9", "--symmetry", "hash"}).code, 0);
  const Answer answer = Harness({"verify", File("net.bin.gz"), "--cases", File("out"), "--encode",
                                 "--tolerance", "0,0", "--json"});
  EXPECT_EQ(answer.code, 0) << answer.out << answer.err;
  const nlohmann::json json = answer.Json();
  EXPECT_EQ(json["encoding"]["positions"], 6);
  EXPECT_EQ(json["encoding"]["mismatches"], 0);
  EXPECT_EQ(json["encoding"]["status"], "pass");
  EXPECT_EQ(json["post_processing"]["cases"], 6);
  EXPECT_EQ(json["post_processing"]["max"], 0.0);
  EXPECT_EQ(json["error"]["winrate"]["max"], 0);
  EXPECT_EQ(json["error"]["katago"]["pass"], true);
  // Cases know the symmetry that they were recorded under; under another one the network answers a
  // little differently.
  EXPECT_EQ(Harness({"verify", File("net.bin.gz"), "--cases", File("out"), "--symmetry", "3",
                     "--tolerance", "0,0"})
                .code,
            1);
}

TEST_F(RecordVerb, AChangedInputFailsTheEncodingAndIsNamed) {
  ASSERT_EQ(Record({"--positions", File("game.sgf"), "--most", "2"}).code, 0);
  // Another komi in the document is another position than the inputs show.
  std::string text;
  {
    std::ifstream stream(File("out") + "/cases.json");
    text.assign(std::istreambuf_iterator<char>(stream), {});
  }
  const std::string komi = "\"komi\": 6.5";
  text.replace(text.rfind(komi), komi.size(), "\"komi\": 5.5");
  std::ofstream(File("out") + "/cases.json") << text;
  const Answer answer = Harness({"verify", File("net.bin.gz"), "--cases", File("out"), "--encode"});
  EXPECT_EQ(answer.code, 1) << answer.out;
  EXPECT_THAT(answer.out, HasSubstr("first: global case 1 channel 5 is"));
  EXPECT_THAT(answer.out, HasSubstr("FAIL"));
  EXPECT_EQ(Harness({"verify", File("net.bin.gz"), "--cases", File("out")}).code, 0);
}

TEST_F(RecordVerb, InputsWithoutOutputsCanBeEncodedAgain) {
  ASSERT_EQ(Record({"--positions", File("game.sgf")}).code, 0);
  nlohmann::json document;
  std::ifstream(File("out") + "/cases.json") >> document;
  for (auto& one : document["cases"]) one.erase("postprocessed");
  for (auto& one : document["cases"]) {
    for (const char* output : {"policy", "pass", "value", "scorevalue", "ownership"}) {
      one["tensors"].erase(output);
    }
  }
  std::ofstream(File("out") + "/cases.json") << document;
  EXPECT_EQ(Harness({"verify", File("net.bin.gz"), "--cases", File("out")}).code, 3);
  const Answer answer = Harness({"verify", File("net.bin.gz"), "--cases", File("out"), "--encode"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("positions are as recorded\npass: 0 of 6 cases compared"));
}

TEST_F(RecordVerb, CollectsPositionsAsKataGosErrorTestDoes) {
  folder_.Write("tree.sgf", "(;SZ[9]RU[japanese];B[ee](;W[gc])(;W[cg];B[gg]))");
  ASSERT_EQ(Record({"--positions", File("tree.sgf"), "--error-test"}).code, 0);
  const reference::CaseSet set = reference::ReadCases(File("out"));
  EXPECT_EQ(set.size(), 5U);
  EXPECT_EQ(set.PositionOf(4)->record.rules,
            (reference::Rules{.ko = reference::KoRule::kSituational}));
  const Answer quick =
      Record({"--positions", File("tree.sgf"), "--error-test", "--error-test-quick"}, "q");
  EXPECT_EQ(quick.code, 0) << quick.err;
  EXPECT_LT(reference::ReadCases(File("q")).size(), 5U);
}

TEST_F(RecordVerb, WritesWhatKataGosErrorTestReads) {
  const Answer answer = Record({"--positions", File("game.sgf"), "--error-test", "--symmetry",
                                "hash", "--reference-file", File("right.jsonl")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  std::ifstream lines(File("right.jsonl"));
  std::string line;
  size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    const nlohmann::json json = nlohmann::json::parse(line);
    EXPECT_EQ(json["policyProbs"].size(), 362U);
    if (count == 0) {
      EXPECT_EQ(json["nnHash"], "2F065641E4A411AE134000B94297BD7E");
    }
  }
  EXPECT_EQ(count, reference::ReadCases(File("out")).size());
}

TEST_F(RecordVerb, PositionsThatDoNotFitAreLeftOutAndSaid) {
  const Answer some = Record(
      {"--positions", File("game.sgf"), "--positions", File("lines.jsonl"), "--buffer", "7x7"});
  EXPECT_EQ(some.code, 0);
  EXPECT_THAT(some.err, HasSubstr("6 positions left out"));
  EXPECT_EQ(reference::ReadCases(File("out")).size(), 2U);
  EXPECT_EQ(Record({"--positions", File("game.sgf"), "--buffer", "5x5"}, "none").code, 3);
  EXPECT_FALSE(std::filesystem::exists(File("none")));
}

TEST_F(RecordVerb, APackageGetsItsOwnBuffer) {
  ASSERT_EQ(Harness({"convert", File("net.bin.gz"), File("net.mlpackage"), "--board", "9x9"}).code,
            0);
  const Answer answer = Harness({"record", File("net.mlpackage"), "--backend", "ane", "--positions",
                                 File("lines.jsonl"), "--out", File("out")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(reference::ReadCases(File("out")).Inputs(0).width, 9);
}

TEST_F(RecordVerb, BadUsageIsOneClearLine) {
  const auto fails = [&](const std::vector<std::string>& options, const std::string& message) {
    const Answer answer = Record(options, "never");
    EXPECT_EQ(answer.code, 2) << message;
    EXPECT_THAT(answer.err, HasSubstr(message));
    EXPECT_FALSE(std::filesystem::exists(File("never")));
  };
  fails({}, "give --cases, or --positions");
  fails({"--positions", File("game.sgf"), "--cases", File("c")}, "--cases");
  fails({"--positions", File("game.sgf"), "--buffer", "9"}, "--buffer");
  fails({"--positions", File("none.sgf")}, "none.sgf");
  fails({"--positions", File("net.bin.gz")}, "holds neither games in SGF nor positions");
  fails({"--positions", File("game.sgf"), "--symmetry", "nine"}, "--symmetry");
  fails({"--cases", File("c"), "--every", "2"}, "--positions");
  fails({"--positions", File("game.sgf"), "--reference-file", File("r")}, "add --symmetry hash");
  fails({"--positions", File("lines.jsonl"), "--error-test"}, "not games to collect them from");
}

TEST(RecordFixtures, PositionsOfKataGosErrorTestAreEvaluated) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const TempDir folder;
  const std::string out = (folder.path() / "out").string();
  const Answer answer = Harness(
      {"record", (fixtures / "nets/rand-b5c24nbt-meta-v15.bin.gz").string(), "--backend", "eigen",
       "--positions", (fixtures / "positions/katago-error-rectangle.jsonl.gz").string(), "--every",
       "100", "--buffer", "19x19", "--symmetry", "hash", "--out", out});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const reference::CaseSet set = reference::ReadCases(out);
  EXPECT_EQ(set.size(), 7U);
  EXPECT_EQ(set.Inputs(0).metadata.size(), 192U);
}

}  // namespace
}  // namespace tidemark::testing
