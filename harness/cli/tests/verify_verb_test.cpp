#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"
#include "reference/cases/case_encoder.h"
#include "reference/cases/case_reader.h"
#include "reference/go/random_game.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;

// A tiny network, and inputs over 9x9 and 5x5 boards.
class VerifyVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Harness({"synthesize", "b2c16", File("net.bin.gz")}).code, 0);
    reference::CaseEncoder encoder({.network = "net.bin.gz"}, File("inputs"));
    for (const int size : {9, 5}) {
      for (const size_t moves : {size_t{10}, size_t{20}}) {
        const reference::GameRecord game = reference::RandomGame(size, size, {}, moves, moves);
        encoder.Add("test", moves, PositionAfter(game, game.moves.size()));
      }
    }
    encoder.Finish();
  }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  Answer Record(const std::string& model, const std::string& backend, const std::string& out) {
    return Harness(
        {"record", model, "--backend", backend, "--cases", File("inputs"), "--out", out});
  }

  TempDir folder_;
};

TEST_F(VerifyVerb, ABackendAgreesWithItsOwnRecording) {
  ASSERT_EQ(Record(File("net.bin.gz"), "eigen", File("recorded")).code, 0);
  const Answer answer = Harness(
      {"verify", File("net.bin.gz"), "--cases", File("recorded"), "--tolerance", "0,0", "--json"});
  EXPECT_EQ(answer.code, 0) << answer.out << answer.err;
  const nlohmann::json json = answer.Json();
  EXPECT_EQ(json["kind"], "tidemark.verify");
  EXPECT_EQ(json["cases"], 4);
  EXPECT_EQ(json["compared"], 4);
  EXPECT_EQ(json["skipped"], 0);
  EXPECT_EQ(json["precision"], "fp32");
  EXPECT_EQ(json["status"], "pass");
  EXPECT_EQ(json["outputs"]["policy"]["max_abs"], 0.0);
}

TEST_F(VerifyVerb, TheAneConvertsANetworkForEachSizeInTheCases) {
  ASSERT_EQ(Record(File("net.bin.gz"), "eigen", File("recorded")).code, 0);
  const Answer answer = Harness(
      {"verify", File("net.bin.gz"), "--backend", "ane", "--cases", File("recorded"), "--json"});
  EXPECT_EQ(answer.code, 0) << answer.out;
  const nlohmann::json json = answer.Json();
  EXPECT_EQ(json["compared"], 4);
  EXPECT_EQ(json["precision"], "fp16");
  EXPECT_EQ(json["emulated"], true);
  EXPECT_GT(json["outputs"]["policy"]["max_abs"], 0.0);
}

TEST_F(VerifyVerb, ADifferencePastTheToleranceFails) {
  ASSERT_EQ(Record(File("net.bin.gz"), "eigen", File("recorded")).code, 0);
  const Answer answer = Harness({"verify", File("net.bin.gz"), "--backend", "ane", "--cases",
                                 File("recorded"), "--tolerance", "1e-7,0"});
  EXPECT_EQ(answer.code, 1);
  EXPECT_THAT(answer.out, HasSubstr("FAIL"));
}

TEST_F(VerifyVerb, APackageSkipsCasesOfAnotherSizeAndSaysSo) {
  ASSERT_EQ(Record(File("net.bin.gz"), "eigen", File("recorded")).code, 0);
  ASSERT_EQ(Harness({"convert", File("net.bin.gz"), File("net.mlpackage"), "--board", "9x9"}).code,
            0);
  const Answer answer = Harness({"verify", File("net.mlpackage"), "--cases", File("recorded")});
  EXPECT_EQ(answer.code, 0) << answer.out;
  EXPECT_THAT(answer.out, HasSubstr("2 of 4 cases compared"));
  EXPECT_THAT(answer.out, HasSubstr("2 of another size"));
}

TEST_F(VerifyVerb, NothingComparedIsNoPass) {
  ASSERT_EQ(Record(File("net.bin.gz"), "eigen", File("recorded")).code, 0);
  ASSERT_EQ(
      Harness({"convert", File("net.bin.gz"), File("big.mlpackage"), "--board", "19x19"}).code, 0);
  EXPECT_EQ(Harness({"verify", File("big.mlpackage"), "--cases", File("recorded")}).code, 3);
  EXPECT_EQ(Harness({"verify", File("net.bin.gz"), "--cases", File("inputs")}).code, 3);
}

TEST_F(VerifyVerb, RecordingKeepsOrderAndInputs) {
  ASSERT_EQ(Record(File("net.bin.gz"), "ane", File("recorded")).code, 0);
  const reference::CaseSet inputs = reference::ReadCases(File("inputs"));
  const reference::CaseSet recorded = reference::ReadCases(File("recorded"));
  ASSERT_EQ(recorded.size(), inputs.size());
  for (size_t i = 0; i < inputs.size(); ++i) {
    EXPECT_EQ(recorded.Inputs(i).spatial, inputs.Inputs(i).spatial);
    EXPECT_TRUE(recorded.has_outputs(i));
    EXPECT_TRUE(recorded.Evaluation(i).has_value());
  }
}

TEST_F(VerifyVerb, BadInputIsOneClearLine) {
  const std::string cut = [this] {
    const std::string whole = File("cut.bin.gz");
    std::filesystem::copy_file(File("net.bin.gz"), whole);
    std::filesystem::resize_file(whole, std::filesystem::file_size(whole) / 2);
    return whole;
  }();
  const std::vector<std::vector<std::string>> commands = {
      {"verify", cut, "--cases", File("inputs")},
      {"verify", File("net.bin.gz"), "--cases", File("nowhere")},
      {"verify", File("net.bin.gz"), "--cases", File("inputs"), "--backend", "tpu"},
      {"verify", File("net.bin.gz"), "--cases", File("inputs"), "--tolerance", "tight"},
      {"record", File("net.bin.gz"), "--backend", "eigen", "--cases", File("inputs"), "--out",
       File("no/such/folder")}};
  for (const auto& command : commands) {
    const Answer answer = Harness(command);
    EXPECT_EQ(answer.code, 2) << command.back();
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
  }
}

// Recorded by another program, on real positions: every convolutional network and package.
TEST(VerifyFixtures, EveryConvolutionalPackageAgreesWithItsCases) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  for (const auto& [package, cases] : std::vector<std::pair<std::string, std::string>>{
           {"g170-b6c96-v8-fp16", "g170-b6c96-v8"},
           {"rand-b5c24nbt-meta-v15-fp16io", "rand-b5c24nbt-meta-v15"},
           {"rand-b5c24nbt-v15-fp16", "rand-b5c24nbt-v15"},
           {"rand-b5c24nbt-v15-fp32-9x9", "rand-b5c24nbt-v15"}}) {
    const Answer answer =
        Harness({"verify", (fixtures / "packages" / (package + ".mlpackage")).string(), "--cases",
                 (fixtures / "cases" / cases).string()});
    EXPECT_EQ(answer.code, 0) << package << "\n" << answer.out << answer.err;
  }
}

TEST(VerifyFixtures, EveryNetworkAgreesWithItsCases) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  int networks = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures / "cases")) {
    const std::string name = entry.path().filename().string();
    const std::string network = name.starts_with("rules-") ? name.substr(6) : name;
    const Answer answer =
        Harness({"verify", (fixtures / "nets" / (network + ".bin.gz")).string(), "--backend",
                 "eigen", "--cases", entry.path().string(), "--encode"});
    EXPECT_EQ(answer.code, 0) << name << "\n" << answer.out << answer.err;
    ++networks;
  }
  EXPECT_GE(networks, 14);
}

// A network that was trained, on a quarter of the positions of KataGo's backend-error test.
TEST(VerifyFixtures, HalfPrecisionKeepsTheLimitsOfTheErrorTest) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const TempDir folder;
  const std::string network = (fixtures / "nets/g170-b6c96-v8.bin.gz").string();
  const std::string record = (folder.path() / "record").string();
  const Answer recorded = Harness({"record", network, "--backend", "eigen", "--positions",
                                   (fixtures / "positions/katago-error-19.jsonl.gz").string(),
                                   "--every", "4", "--symmetry", "hash", "--out", record});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  const Answer answer = Harness(
      {"verify", network, "--backend", "ane", "--cases", record, "--tolerance", "1,1", "--json"});
  const auto error = nlohmann::json::parse(answer.out).at("error");
  EXPECT_EQ(error.at("winrate").at("n"), 562);
  EXPECT_LE(error.at("winrate").at("mean"), 0.05 / 100);
  EXPECT_LE(error.at("winrate").at("p99"), 0.2 / 100);
  EXPECT_TRUE(error.at("katago").at("pass"));
  EXPECT_EQ(error.at("katago").at("limits"), "current");
  std::printf("closest margins: p99 %s, max %s\n",
              error.at("katago").at("closest_p99").dump().c_str(),
              error.at("katago").at("closest_max").dump().c_str());
}

// Transformers that are mixed of half and single precision, on some of the same positions: what the
// error test allows of half precision.
class MixedPrecision : public ::testing::Test {
 protected:
  static void ExpectLimitsKept(const std::string& network, const std::string& every) {
    TIDEMARK_FIXTURES_OR_SKIP(fixtures);
    const TempDir folder;
    const std::string record = (folder.path() / "record").string();
    const Answer recorded = Harness({"record", network, "--backend", "eigen", "--positions",
                                     (fixtures / "positions/katago-error-19.jsonl.gz").string(),
                                     "--every", every, "--symmetry", "hash", "--out", record});
    ASSERT_EQ(recorded.code, 0) << recorded.err;
    const Answer answer = Harness(
        {"verify", network, "--backend", "ane", "--cases", record, "--tolerance", "1,1", "--json"});
    const auto error = nlohmann::json::parse(answer.out).at("error");
    EXPECT_TRUE(error.at("katago").at("pass"));
    EXPECT_EQ(error.at("katago").at("limits"), "current");
    std::printf("closest margins: p99 %s, max %s\n",
                error.at("katago").at("closest_p99").dump().c_str(),
                error.at("katago").at("closest_max").dump().c_str());
  }
};

TEST_F(MixedPrecision, KeepsTheLimitsOnAnExportedNetwork) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  ExpectLimitsKept((fixtures / "nets/rand-b2c320h4nbttflrs-v17.bin.gz").string(), "8");
}

TEST_F(MixedPrecision, KeepsTheLimitsOnADeeperOne) {
  const TempDir folder;
  const std::string network = (folder.path() / "net.bin.gz").string();
  ASSERT_EQ(Harness({"synthesize", "b10c384h6nbttflrs", network}).code, 0);
  ExpectLimitsKept(network, "75");
}

}  // namespace
}  // namespace tidemark::testing
