#include "reference/go/sgf_game.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"
#include "reference/go/tests/board_text.h"
#include "reference/go/tests/game_text.h"
#include "reference/go/tests/sgf_text.h"

namespace tidemark::reference {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::ExpectSgfError;
using ::testing::HasSubstr;
using testing::kBlack;
using testing::kWhite;
using testing::MovesFrom;
using testing::ReadSgf;
using testing::RowsOf;
using ::testing::ThrowsMessage;

void ExpectSize(const std::string& sgf, int width, int height) {
  const Board board = ReadSgf(sgf).record.start;
  EXPECT_EQ(board.width(), width) << sgf;
  EXPECT_EQ(board.height(), height) << sgf;
}

TEST(SgfGame, AGameWithoutAnythingIsAnEmptyBoard) {
  const SgfGame game = ReadSgf("(;)");
  EXPECT_EQ(game.record.start.width(), 19);
  EXPECT_EQ(game.record.start.stones(kBlack) + game.record.start.stones(kWhite), 0);
  EXPECT_EQ(game.record.first_player, kBlack);
  EXPECT_EQ(game.record.rules, Rules{});
  EXPECT_EQ(game.record.encore_phase, 0);
  EXPECT_TRUE(game.record.moves.empty());
  EXPECT_EQ(game.black, "");
}

TEST(SgfGame, SizesAreSquareOrWidthByHeight) {
  ExpectSize("(;SZ[9])", 9, 9);
  ExpectSize("(;SZ[ 19 ])", 19, 19);
  ExpectSize("(;SZ[13:9])", 13, 9);
  ExpectSize("(;SZ[2:19])", 2, 19);
  ExpectSize("(;GM[1]FF[4]SZ[7:7])", 7, 7);
  for (const char* size : {"", "1", "20", "0", "-9", "+9", "9.5", "x", "9x9", "9:", ":9", "9:20",
                           "1:9", "9:9:9", "9 9", "4294967305"}) {
    ExpectSgfError("(;SZ[^" + std::string(size) + "])", "is not a size of a board");
  }
}

TEST(SgfGame, OtherGamesAreNotGo) {
  ExpectSgfError("(;GM[^2]SZ[8])", "is not a game of Go");
  ExpectSgfError("(;GM[^])", "GM must be 1");
}

TEST(SgfGame, MovesAreTwoLettersOrPasses) {
  const GameRecord record = ReadSgf("(;SZ[9:5];B[aa];W[ia];B[ie];W[];B[tt];W[ bc ])").record;
  EXPECT_EQ(record.moves, MovesFrom(record.start, "B(0,0) W(8,0) B(8,4) W pass B pass W(1,2)"));
  EXPECT_EQ(record.first_player, kBlack);
  const GameRecord large = ReadSgf("(;B[ss];W[sa];B[tt])").record;
  EXPECT_EQ(large.moves, MovesFrom(large.start, "B(18,18) W(18,0) B pass"));
}

TEST(SgfGame, MovesMustBeOnTheBoard) {
  for (const char* move : {"a", "abc", "a1", "1a", "a:", "aa:bb", "pass", "\xC3\xA9", "\\]a"}) {
    ExpectSgfError("(;;B[^" + std::string(move) + "])", "is not a point");
  }
  // Capital letters go on where small ones end.
  for (const char* move : {"ta", "as", "At", "zZ"}) {
    const std::string sgf = "(;SZ[18:19];B[^" + std::string(move) + "])";
    if (std::string(move) == "as") {
      EXPECT_NO_THROW(ReadSgf("(;SZ[18:19];B[as])"));
    } else {
      ExpectSgfError(sgf, "is not on the board, which is 18x19");
    }
  }
}

TEST(SgfGame, OneNodeMayHoldSeveralMovesBlacksFirst) {
  const GameRecord record = ReadSgf("(;W[aa]B[bb];W[cc]W[dd];B[ee][ff])").record;
  EXPECT_EQ(record.moves, MovesFrom(record.start, "B(1,1) W(0,0) W(2,2) W(3,3) B(4,4) B(5,5)"));
  EXPECT_EQ(record.first_player, kBlack);
}

TEST(SgfGame, FollowsTheMainLine) {
  const GameRecord record = ReadSgf("(;B[aa](;W[bb];B[cc])(;W[dd];B[ee];W[ff])(;W[gg]))").record;
  EXPECT_EQ(record.moves, MovesFrom(record.start, "B(0,0) W(3,3) B(4,4) W(5,5)"));
}

TEST(SgfGame, SetsUpPointsAndRectangles) {
  const Board board = ReadSgf("(;SZ[5]AB[aa][cb:dd]AW[ee]AB[eb]AW[ab:bb]AE[ae:be])").record.start;
  EXPECT_THAT(RowsOf(board), ElementsAre("X....", "OOXXX", "..XX.", "..XX.", "....O"));
  EXPECT_EQ(board.ko(), kNoLocation);
  const Board whole = ReadSgf("(;SZ[3:2]AB[aa:ba]AW[cb:cb])").record.start;
  EXPECT_THAT(RowsOf(whole), ElementsAre("XX.", "..O"));
}

TEST(SgfGame, SetupMustMakeSense) {
  ExpectSgfError("(;SZ[9]AB[aa][^aa])", "the setup names A9 twice");
  ExpectSgfError("(;SZ[9]AB[aa:cc]AW[^bb:dd])", "the setup names B8 twice");
  ExpectSgfError("(;SZ[9]AB[aa]AE[^aa])", "twice");
  ExpectSgfError("(;AB[^cc:bb])", "is not a rectangle");
  ExpectSgfError("(;AB[^bc:cb])", "is not a rectangle");
  ExpectSgfError("(;AB[^])", "is not a point");
  ExpectSgfError("(;AB[^aa:])", "is not a point");
  ExpectSgfError("(;AB[^aa:bb:cc])", "is not a point");
  ExpectSgfError("(;SZ[9]AB[^jj])", "is not on the board");
  ExpectSgfError("(;SZ[9]AW[^hh:jj])", "is not on the board");
  ExpectSgfError("(;SZ[9]AB[ba][ab]AW[^aa])", "the setup leaves the stone A9 without a liberty");
  ExpectSgfError("(;SZ[2]AB[^aa:bb])", "without a liberty");
}

TEST(SgfGame, SetupInTheMiddleIsRefused) {
  for (const char* key : {"AB", "AW", "AE"}) {
    ExpectSgfError("(;B[aa];W[bb]" + std::string(key) + "[^cc])", "in the middle of the game");
  }
  // Off the main line nobody looks.
  EXPECT_NO_THROW(ReadSgf("(;(;B[aa];W[bb])(;AB[cc]))"));
}

TEST(SgfGame, WhoPlaysFirst) {
  const auto first = [](const std::string& properties) {
    return ReadSgf("(;" + properties + ")").record.first_player;
  };
  EXPECT_EQ(first(""), kBlack);
  EXPECT_EQ(first("AB[aa]"), kWhite);
  EXPECT_EQ(first("HA[2]"), kBlack);
  EXPECT_EQ(first("AB[aa]AW[bb]"), kBlack);
  EXPECT_EQ(first("AB[aa]AE[bb]"), kBlack);
  EXPECT_EQ(first("AW[aa]"), kBlack);
  for (const char* name : {"w", "W", "white", "White", " WHITE "}) {
    EXPECT_EQ(first("PL[" + std::string(name) + "]"), kWhite) << name;
  }
  for (const char* name : {"b", "B", "black", "Black", "BLACK"}) {
    EXPECT_EQ(first("AB[aa]PL[" + std::string(name) + "]"), kBlack) << name;
  }
  // The first move decides.
  EXPECT_EQ(first("PL[W];B[cc]"), kBlack);
  EXPECT_EQ(first("PL[B];C[nothing yet];W[]"), kWhite);
  EXPECT_EQ(first("AB[aa];B[cc]"), kBlack);
  for (const char* name : {"", "x", "1", "wh", "black white"}) {
    ExpectSgfError("(;PL[^" + std::string(name) + "])", "is not a player");
  }
}

TEST(SgfGame, MovesArePlayedAsRecorded) {
  // Out of turn, a ko taken back at once, and suicide of two stones.
  const GameRecord record =
      ReadSgf("(;SZ[4:3]RU[Chinese]AB[ba][ab][bc]AW[ca][bb][db][cc];B[cb];W[bb];W[aa];W[])").record;
  EXPECT_EQ(record.moves.size(), 4U);
  const GameRecord suicide =
      ReadSgf("(;SZ[4:3]RU[Japanese]AB[ca][ab][bb]AW[aa];W[ba];B[aa])").record;
  EXPECT_EQ(RowsOf(Replay(suicide, 1).board()), (testing::Rows{"..X.", "XX..", "...."}));
}

TEST(SgfGame, IllegalMovesAreNot) {
  ExpectSgfError("(;SZ[9];B[aa];W[^aa])", "move 2, White A9, is illegal: the point is occupied");
  ExpectSgfError("(;SZ[9]AB[cc];B[^cc])", "move 1, Black C7, is illegal");
  ExpectSgfError("(;SZ[9]AB[ba][ab];W[^aa])", "it is the suicide of a single stone");
  ExpectSgfError("(;SZ[9]AW[ba][ab];W[];B[^aa])",
                 "move 2, Black A9, is illegal: it is the suicide");
}

TEST(SgfGame, MovesThatLiftABlockInCleanupArePlayed) {
  const std::string kos = "(;SZ[9:3]AB[ba][ab][bc][ha][gb][ib][hc]AW[ca][bb][db][cc][ga][fb][gc]";
  const std::string moves = ";B[];W[];B[cb];W[cb];B[])";
  const GameRecord record = ReadSgf(kos + "RU[Japanese]" + moves).record;
  EXPECT_EQ(record.moves.size(), 5U);
  EXPECT_EQ(Replay(record, 4).encore_phase(), 1);
  // Area scoring has no cleanup.
  ExpectSgfError(kos + "RU[Chinese];B[];W[];B[cb];W[^cb])", "the point is occupied");
}

TEST(SgfGame, HasAtMostTenThousandMoves) {
  std::string moves;
  for (size_t i = 0; i < kMostMoves; ++i) moves += "[]";
  EXPECT_EQ(ReadSgf("(;B" + moves + ")").record.moves.size(), kMostMoves);
  ExpectSgfError("(;B" + moves + "[^])", "more than 10000 moves");
}

TEST(SgfGame, NamesThePlayers) {
  const SgfGame game = ReadSgf("(;PB[ Lee \\[9p\\] ]PW[AlphaGo])");
  EXPECT_EQ(game.black, "Lee [9p]");
  EXPECT_EQ(game.white, "AlphaGo");
}

TEST(SgfFile, HoldsSeveralGames) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.Write("two.sgf", "(;SZ[9];B[aa])(;SZ[13];W[bb];B[cc])\n");
  const SgfTree tree = ReadSgfTree(file);
  ASSERT_EQ(tree.roots().size(), 2U);
  EXPECT_EQ(ReadSgfGame(tree, tree.roots()[0]).record.start.width(), 9);
  const GameRecord second = ReadSgfGame(tree, tree.roots()[1]).record;
  EXPECT_EQ(second.start.width(), 13);
  EXPECT_EQ(second.moves.size(), 2U);
  EXPECT_EQ(second.first_player, kWhite);
}

TEST(SgfFile, MessagesNameTheFile) {
  const tidemark::testing::TempDir folder;
  const SgfTree tree = ReadSgfTree(folder.Write("bad.sgf", "(;SZ[9];B[aa])(;SZ[99])"));
  EXPECT_THAT([&] { ReadSgfGame(tree, tree.roots()[1]); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr("bad.sgf: "), HasSubstr("at byte 19"))));
  EXPECT_THROW(ReadSgfTree(folder.path() / "none.sgf"), IoError);
  EXPECT_THROW(ReadSgfTree(folder.path()), IoError);
}

}  // namespace
}  // namespace tidemark::reference
