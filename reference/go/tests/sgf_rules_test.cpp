// Rules, komi and handicap of SGF files.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/go/rules_text.h"
#include "reference/go/sgf_game.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/sgf_text.h"

namespace tidemark::reference {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::ExpectSgfError;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::PointsWhere;
using testing::ReadSgf;

float Komi(const std::string& properties) {
  return ReadSgf("(;" + properties + ")").record.rules.komi;
}

TEST(SgfRules, TakeEveryForm) {
  for (const char* name :
       {"Chinese", "Japanese", "AGA", "NZ", "GOE", "Korean", " tromp-taylor ",
        "koPOSITIONALscoreAREAtaxALLsui1", "scoreTERRITORY", R"({"ko":"SIMPLE","komi":0.5})"}) {
    const SgfGame game = ReadSgf("(;RU[" + std::string(name) + "])");
    EXPECT_EQ(game.record.rules, ParseRules(name)) << name;
    EXPECT_THAT(game.warnings, IsEmpty()) << name;
  }
}

TEST(SgfRules, AreTrompTaylorsWithAWarningWhereTheFileHasNone) {
  for (const char* sgf : {"(;)", "(;RU[])", "(;RU[ ])"}) {
    const SgfGame game = ReadSgf(sgf);
    EXPECT_EQ(game.record.rules, Rules{});
    EXPECT_THAT(game.warnings, ElementsAre(HasSubstr("has no rules (RU)")));
  }
}

TEST(SgfRules, AreTrompTaylorsWithAWarningWhereTheyAreUnknown) {
  const SgfGame game = ReadSgf("(;RU[house\nrules\x1b[31m\\]]KM[0])");
  EXPECT_EQ(game.record.rules, (Rules{.komi = 0}));
  EXPECT_THAT(game.warnings, ElementsAre(AllOf(HasSubstr("unknown rules"), HasSubstr("house"),
                                               HasSubstr("Tromp-Taylor"), Not(HasSubstr("\n")),
                                               Not(HasSubstr("\x1b")))));
}

TEST(SgfRules, GiveWayToTheCallers) {
  const Rules rules = {.ko = KoRule::kSimple, .komi = 3};
  const SgfGame game = ReadSgf("(;RU[Japanese])", {.rules = rules});
  EXPECT_EQ(game.record.rules, rules);
  EXPECT_THAT(game.warnings, IsEmpty());
  EXPECT_THAT(ReadSgf("(;RU[nonsense])", {.rules = rules}).warnings, IsEmpty());
  // But for the komi, if the file has one.
  EXPECT_EQ(ReadSgf("(;KM[0.5])", {.rules = rules}).record.rules.komi, 0.5F);
  EXPECT_EQ(ReadSgf("(;KM[0.5])", {.rules = rules, .komi = 9}).record.rules.komi, 9);
  EXPECT_EQ(ReadSgf("(;RU[Japanese]KM[x])", {.komi = -2}).record.rules.komi, -2);
}

TEST(SgfKomi, IsTheFilesElseTheRules) {
  EXPECT_EQ(Komi(""), 7.5F);
  EXPECT_EQ(Komi("RU[Japanese]"), 6.5F);
  EXPECT_EQ(Komi("RU[NZ]"), 7);
  EXPECT_EQ(Komi("RU[Japanese]KM[0]"), 0);
  EXPECT_EQ(Komi("KM[5.5]RU[Chinese]"), 5.5F);
  EXPECT_EQ(Komi("KM[ -3.50 ]"), -3.5F);
  EXPECT_EQ(Komi("KM[]RU[NZ]"), 7);
  EXPECT_EQ(Komi("KM[375]"), 375);
}

TEST(SgfKomi, MustBeAWholeOrHalfNumber) {
  for (const char* komi : {"7.25", "3.75", "0.1", "1000.5", "-2000", "x", "7,5", "6.5 points",
                           "nan", "1e1", "--1", "999999999999999999999999999999999999"}) {
    ExpectSgfError("(;KM[^" + std::string(komi) + "])", "is not a komi");
  }
}

TEST(SgfKomi, OfTheFoxServerIsInItsOwnUnits) {
  for (const char* application : {"foxwq", "SGFC:2.0"}) {
    const std::string from = "AP[" + std::string(application) + "]";
    EXPECT_EQ(Komi(from + "KM[550]"), 5.5F);
    EXPECT_EQ(Komi(from + "KM[275]"), 5.5F);
    EXPECT_EQ(Komi(from + "KM[325]"), 6.5F);
    EXPECT_EQ(Komi(from + "KM[650]"), 6.5F);
    EXPECT_EQ(Komi(from + "KM[375]"), 7.5F);
    EXPECT_EQ(Komi(from + "KM[750]"), 7.5F);
    EXPECT_EQ(Komi(from + "KM[350]"), 7);
    EXPECT_EQ(Komi(from + "KM[700]"), 7);
    EXPECT_EQ(Komi(from + "KM[0]"), 0);
    EXPECT_EQ(Komi(from + "KM[6.5]"), 6.5F);
  }
}

TEST(SgfKomi, OfGoGoDsChineseGamesIsInPairsOfPoints) {
  EXPECT_EQ(Komi("US[GoGoD95]RU[Chinese]KM[2.75]"), 5.5F);
  EXPECT_EQ(Komi("SO[GoGoD]RU[Chinese]KM[3.75]"), 7.5F);
  EXPECT_EQ(Komi("SO[GoGoD]RU[Chinese]KM[5.5]"), 5.5F);
  ExpectSgfError("(;SO[GoGoD]RU[Japanese]KM[^2.75])", "is not a komi");
  ExpectSgfError("(;RU[Chinese]KM[^2.75])", "is not a komi");
  ExpectSgfError("(;SO[GoGoD]RU[Chinese]KM[^2.7])", "is not a komi");
}

std::string BlackStones(const Board& board) {
  return PointsWhere(board, [&](Location point) { return board.color(point) == Color::kBlack; });
}

TEST(SgfHandicap, CountsForNothing) {
  const GameRecord record = ReadSgf("(;HA[3]RU[Chinese];W[aa])").record;
  EXPECT_EQ(record.start.stones(Color::kBlack), 0);
  EXPECT_EQ(Replay(record, 1).WhiteKomi(), 7.5F);
  // But for stones that are there.
  EXPECT_EQ(Replay(ReadSgf("(;RU[Chinese]AB[aa][cc][ee])").record, 0).WhiteKomi(), 10.5F);
  EXPECT_EQ(Replay(ReadSgf("(;RU[AGA]AB[aa][cc][ee])").record, 0).WhiteKomi(), 9.5F);
}

TEST(SgfHandicap, OfTheFoxServerStandsOnTheStars) {
  const auto stones = [](const std::string& handicap) {
    const SgfGame game = ReadSgf("(;AP[foxwq]RU[Chinese]HA[" + handicap + "];W[ss])");
    EXPECT_THAT(game.warnings, ElementsAre(HasSubstr("handicap of " + handicap)));
    return BlackStones(game.record.start);
  };
  EXPECT_EQ(stones("2"), "(15,3)(3,15)");
  EXPECT_EQ(stones("4"), "(3,3)(15,3)(3,15)(15,15)");
  EXPECT_EQ(stones("5"), "(3,3)(15,3)(9,9)(3,15)(15,15)");
  EXPECT_EQ(stones("6"), "(3,3)(15,3)(3,9)(15,9)(3,15)(15,15)");
  EXPECT_EQ(stones("7"), "(3,3)(15,3)(3,9)(9,9)(15,9)(3,15)(15,15)");
  EXPECT_EQ(stones("8"), "(3,3)(9,3)(15,3)(3,9)(15,9)(3,15)(9,15)(15,15)");
  EXPECT_EQ(stones("9"), "(3,3)(9,3)(15,3)(3,9)(9,9)(15,9)(3,15)(9,15)(15,15)");
}

TEST(SgfHandicap, OfTheFoxServerIsOnlyAddedWhereItIsMissing) {
  const auto count = [](const std::string& properties) {
    return ReadSgf("(;RU[Chinese]" + properties + ")").record.start.stones(Color::kBlack);
  };
  EXPECT_EQ(count("AP[foxwq]HA[3];W[ss]"), 3);
  EXPECT_EQ(count("AP[foxwq]HA[3];B[ss]"), 0);
  EXPECT_EQ(count("AP[foxwq]HA[3]"), 0);
  EXPECT_EQ(count("AP[foxwq]HA[1];W[ss]"), 0);
  EXPECT_EQ(count("AP[foxwq]HA[0];W[ss]"), 0);
  EXPECT_EQ(count("AP[foxwq]HA[10];W[ss]"), 0);
  EXPECT_EQ(count("AP[foxwq]HA[x];W[ss]"), 0);
  EXPECT_EQ(count("AP[foxwq]SZ[13]HA[3];W[aa]"), 0);
  EXPECT_EQ(count("AP[foxwq]HA[3]AB[aa];W[ss]"), 1);
  EXPECT_EQ(count("AP[foxwq]HA[3]AE[aa];W[ss]"), 0);
  EXPECT_EQ(count("AP[CGoban:3]HA[3];W[ss]"), 0);
}

}  // namespace
}  // namespace tidemark::reference
