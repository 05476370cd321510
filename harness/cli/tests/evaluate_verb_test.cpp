#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/fixtures.h"
#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kGame[] =
    "(;GM[1]FF[4]SZ[9]RU[japanese]KM[6.5]PB[Ann]PW[Bob]"
    ";B[ee];W[ge];B[dg];W[gg];B[gc];W[cc](;B[cd];W[dc])(;B[aa]))";

class EvaluateVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Harness({"synthesize", "b2c16", network_}).code, 0);
    folder_.Write("game.sgf", kGame);
  }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }

  Answer Evaluate(std::vector<std::string> options) const {
    options.insert(options.begin(), {"evaluate", network_, File("game.sgf")});
    return Harness(options);
  }
  nlohmann::json Json(std::vector<std::string> options) const {
    options.emplace_back("--json");
    const Answer answer = Evaluate(options);
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.Json();
  }

  TempDir folder_ = {};
  std::string network_ = (folder_.path() / "net.bin.gz").string();
};

TEST_F(EvaluateVerb, DrawsThePositionForPeople) {
  const Answer answer = Evaluate({"--move", "5"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.err, "");
  EXPECT_THAT(answer.out, HasSubstr("game.sgf (Ann - Bob), after 5 of 8 moves, the last Black G7\n"
                                    "White to move, rules japanese, komi 6.5\n"
                                    "net.bin.gz on eigen, fp32\n"));
  EXPECT_THAT(answer.out, HasSubstr("    A B C D E F G H J\n  9"));
  EXPECT_THAT(answer.out, HasSubstr("(X)"));
  EXPECT_THAT(answer.out, AllOf(HasSubstr("winrate   Black "), HasSubstr("lead      "),
                                HasSubstr("score     "), HasSubstr("no result ")));
  EXPECT_THAT(answer.out, HasSubstr("\n1  "));
  EXPECT_THAT(answer.out, HasSubstr("ownership: "));
  // Nothing for terminals in a pipe.
  EXPECT_THAT(answer.out, Not(HasSubstr("\033")));
  EXPECT_THAT(Evaluate({"--color", "always"}).out, HasSubstr("\033[38;5;"));
}

TEST_F(EvaluateVerb, ReadsThePolicyAsAsked) {
  const double plain = Json({"--move", "5"})["moves"][0]["probability"];
  const nlohmann::json sharp = Json({"--move", "5", "--temperature", "0.1"});
  EXPECT_EQ(sharp["temperature"], 0.1);
  EXPECT_GT(sharp["moves"][0]["probability"].get<double>(), plain);
  EXPECT_EQ(Json({"--optimism", "1"})["optimism"], 1);
  EXPECT_EQ(Evaluate({"--optimism", "1.5"}).code, 2);
  EXPECT_EQ(Evaluate({"--temperature", "0"}).code, 2);
}

TEST_F(EvaluateVerb, TellsProgramsEverything) {
  const nlohmann::json json = Json({"--move", "5", "--repeat", "3"});
  EXPECT_EQ(json["kind"], "tidemark.evaluation");
  EXPECT_EQ(json["backend"], "eigen");
  EXPECT_EQ(json["emulated"], false);
  EXPECT_EQ(json["move"], 5);
  EXPECT_EQ(json["game_moves"], 8);
  EXPECT_EQ(json["position"]["next_player"], "W");
  EXPECT_EQ(json["position"]["rules"]["scoring"], "TERRITORY");
  // 81 points less five stones, and the pass.
  EXPECT_EQ(json["moves"].size(), 77U);
  double sum = 0;
  for (const auto& move : json["moves"]) sum += move["probability"].get<double>();
  EXPECT_NEAR(sum, 1, 1e-5);
  EXPECT_GE(json["moves"][0]["probability"], json["moves"][1]["probability"]);
  EXPECT_EQ(json["white_ownership"].size(), 9U);
  EXPECT_EQ(json["white_ownership"][0].size(), 9U);
  EXPECT_NEAR(json["white_win"].get<double>() + json["white_loss"].get<double>() +
                  json["no_result"].get<double>(),
              1, 1e-5);
  EXPECT_EQ(json["evaluate_s"]["n"], 3);
  EXPECT_EQ(json["nn_hash"].get<std::string>().size(), 32U);
}

TEST_F(EvaluateVerb, TheMainLineIsTheDeepest) {
  EXPECT_EQ(Json({})["move"], 8);
  EXPECT_EQ(Json({})["position"]["moves"][6][1], "C6");
  EXPECT_EQ(Json({"--move", "0"})["position"]["moves"].size(), 0U);
}

TEST_F(EvaluateVerb, RulesAndKomiCanBeOverridden) {
  EXPECT_EQ(Json({"--rules", "chinese"})["position"]["rules"]["komi"], 6.5);
  EXPECT_EQ(Json({"--rules", "chinese"})["position"]["rules"]["scoring"], "AREA");
  EXPECT_EQ(Json({"--komi", "-3.5"})["position"]["rules"]["komi"], -3.5);
  EXPECT_EQ(Json({"--rules", "chinese"})["no_result"].get<double>() > 0, true);
  EXPECT_EQ(Json({"--rules", "aga"})["no_result"], 0.0);
}

TEST_F(EvaluateVerb, EverySymmetryComesBackToTheBoard) {
  const nlohmann::json plain = Json({});
  for (int symmetry = 1; symmetry < 8; ++symmetry) {
    const nlohmann::json json = Json({"--symmetry", std::to_string(symmetry)});
    EXPECT_EQ(json["symmetry"], symmetry);
    EXPECT_EQ(json["moves"].size(), plain["moves"].size());
    // The network is not quite symmetric, so the figures are others.
    EXPECT_NE(json["white_lead"], plain["white_lead"]);
  }
}

TEST_F(EvaluateVerb, ThreadsAndLargerBuffersDoNotChangeTheAnswerMuch) {
  const nlohmann::json plain = Json({});
  EXPECT_EQ(Json({"--threads", "2"})["white_lead"], plain["white_lead"]);
  const nlohmann::json larger = Json({"--buffer", "19x19"});
  EXPECT_NEAR(larger["white_lead"].get<double>(), plain["white_lead"].get<double>(), 1e-3);
  EXPECT_EQ(larger["moves"].size(), plain["moves"].size());
  EXPECT_EQ(larger["white_ownership"].size(), 9U);
}

TEST_F(EvaluateVerb, TheAneAndAPackageAgreeWithEigen) {
  const nlohmann::json plain = Json({});
  const nlohmann::json ane = Json({"--backend", "ane"});
  EXPECT_EQ(ane["precision"], "fp16");
  EXPECT_EQ(ane["emulated"], true);
  EXPECT_NEAR(ane["white_winrate"].get<double>(), plain["white_winrate"].get<double>(), 0.01);
  ASSERT_EQ(Harness({"convert", network_, File("net.mlpackage"), "--board", "13x13"}).code, 0);
  const Answer answer = Harness({"evaluate", File("net.mlpackage"), File("game.sgf"), "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.Json()["version"], plain["version"]);
  EXPECT_NEAR(answer.Json()["white_winrate"].get<double>(), plain["white_winrate"].get<double>(),
              0.01);
}

TEST_F(EvaluateVerb, ProfilesItsLayersForPrograms) {
  EXPECT_FALSE(Json({"--backend", "ane"}).contains("profile"));
  const nlohmann::json json = Json({"--backend", "ane", "--profile", "--repeat", "3"});
  const nlohmann::json& profile = json["profile"];
  EXPECT_EQ(profile["evaluations"], 2) << "the first warms up";
  double seconds = 0;
  double operations = 0;
  for (const nlohmann::json& layer : profile["layers"]) {
    EXPECT_EQ(layer["calls"], 1);
    EXPECT_FALSE(layer["layer"].get<std::string>().empty());
    EXPECT_EQ(layer["gflop_per_s"].is_null(), layer["operations"] == 0);
    EXPECT_EQ(layer.contains("gflop_per_s_reason"), layer["gflop_per_s"].is_null());
    seconds += layer["wall_s"].get<double>();
    operations += layer["operations"].get<double>();
  }
  EXPECT_GT(seconds, 0);
  EXPECT_NEAR(profile["total"]["wall_s"].get<double>(), seconds, 1e-9);
  EXPECT_EQ(profile["total"]["operations"], operations);
  EXPECT_GT(profile["total"]["weight_bytes"], 0);
  EXPECT_EQ(Json({"--backend", "ane", "--profile"})["profile"]["evaluations"], 1);
}

TEST_F(EvaluateVerb, ProfilesItsLayersForPeople) {
  const Answer answer = Evaluate({"--backend", "ane", "--profile", "--repeat", "2"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.err, "");
  EXPECT_THAT(answer.out, HasSubstr("\nlayers, each figure of one evaluation; the times are those "
                                    "of a single one:\noperation  "));
  EXPECT_THAT(answer.out, AllOf(HasSubstr("\nconv "), HasSubstr("\nall "), HasSubstr("\nlayer "),
                                HasSubstr(" others ")));
}

TEST_F(EvaluateVerb, GuessesAreWarnings) {
  const std::string game = folder_.Write("plain.sgf", "(;SZ[9];B[aa])").string();
  const Answer answer = Harness({"evaluate", network_, game});
  EXPECT_EQ(answer.code, 0);
  EXPECT_THAT(answer.err,
              AllOf(HasSubstr("warning: "), HasSubstr("no rules"), HasSubstr("Tromp-Taylor")));
  EXPECT_THAT(answer.out, HasSubstr("rules tromp-taylor, komi 7.5"));
}

TEST_F(EvaluateVerb, NamesOfStrangersDoNothingToTheTerminal) {
  const std::string game = folder_.Write("names.sgf", "(;SZ[9]RU[nz]PB[\033[2J\nx\xff])").string();
  const Answer answer = Harness({"evaluate", network_, game});
  EXPECT_EQ(answer.code, 0);
  EXPECT_THAT(answer.out, AllOf(Not(HasSubstr("\033")), HasSubstr("[2J x")));
  EXPECT_EQ(Harness({"evaluate", network_, game, "--json"}).code, 0);
}

TEST_F(EvaluateVerb, BadInputIsOneClearLine) {
  const auto sgf = [&](const std::string& text) { return folder_.Write("bad.sgf", text).string(); };
  const auto fails = [&](const std::vector<std::string>& arguments, const std::string& message) {
    const Answer answer = Harness(arguments);
    EXPECT_EQ(answer.code, 2) << message;
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, HasSubstr(message));
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
  };
  const std::string game = File("game.sgf");
  fails({"evaluate", network_, sgf("(;SZ[9];B[aa];W[aa])")}, "at byte 16");
  fails({"evaluate", network_, sgf("(;SZ[9];B[aa]")}, "is not closed");
  fails({"evaluate", network_, sgf("(;SZ[9];B[ja])")}, "is not on the board");
  fails({"evaluate", network_, sgf(std::string("\xFF\xFE(\0;\0", 6))}, "UTF-16");
  fails({"evaluate", network_, sgf(std::string(3 << 20, '('))}, "expected ';' after '('");
  fails({"evaluate", network_, File("none.sgf")}, "none.sgf");
  fails({"evaluate", network_, game, "--move", "9"}, "9 moves; accepted: 0 to 8");
  fails({"evaluate", network_, game, "--game", "2"}, "game 2 is not there; accepted: 1 to 1");
  fails({"evaluate", network_, game, "--rules", "mine"}, "expected a preset");
  fails({"evaluate", network_, game, "--komi", "6.4"}, "is not a komi");
  fails({"evaluate", network_, game, "--symmetry", "8"}, "expected 0 to 7, or hash");
  fails({"evaluate", network_, game, "--buffer", "5x5"},
        "the board of 9x9 points does not fit into 5x5");
  fails({"evaluate", network_, game, "--player", "rank_10d"}, "unknown profile");
}

TEST(EvaluateFixtures, ANetworkThatImitatesPeopleIsToldWhom) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const TempDir folder;
  const std::string game = folder.Write("game.sgf", kGame).string();
  const std::string network = (fixtures / "nets/rand-b5c24nbt-meta-v15.bin.gz").string();
  const auto lead = [&](const std::string& profile) {
    const Answer answer = Harness({"evaluate", network, game, "--player", profile, "--json"});
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.Json()["white_lead"].get<double>();
  };
  EXPECT_NE(lead("rank_9d"), lead("rank_20k"));
}

// A network that knows how to play prefers the move that saves its stones.
TEST(EvaluateFixtures, ATrainedNetworkSeesAnAtari) {
  TIDEMARK_FIXTURES_OR_SKIP(fixtures);
  const TempDir folder;
  const std::string game =
      folder
          .Write("atari.sgf",
                 "(;SZ[9]RU[chinese]KM[7];B[ee];W[ed];B[de];W[fe];B[ef];W[dd];B[ff];W[ce];B[cf]"
                 ";W[be];B[fd];W[ge];B[gd])")
          .string();
  const Answer answer =
      Harness({"evaluate", (fixtures / "nets/g170-b6c96-v8.bin.gz").string(), game, "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_GT(answer.Json()["moves"][0]["probability"], 0.3);
  EXPECT_TRUE(answer.Json()["variance_time"].is_null());
  EXPECT_THAT(answer.Json()["variance_time_reason"], HasSubstr("version 8"));
}

}  // namespace
}  // namespace tidemark::testing
