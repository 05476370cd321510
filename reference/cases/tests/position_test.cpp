#include "reference/cases/position.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/strict_json.h"
#include "reference/go/coordinates.h"
#include "reference/go/random_game.h"

namespace tidemark::reference {
namespace {

using converter::Json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// Moves as a list of [player, point].
Json Moves(const std::vector<std::pair<std::string, std::string>>& moves) {
  Json list = Json::array();
  for (const auto& [player, point] : moves) list.push_back(Json::array({player, point}));
  return list;
}

// A game of three moves on a board with two stones.
Json Sample() {
  return Json::parse(R"({
    "size": [3, 2], "rules": "japanese", "initial_board": ["X..", "..O"],
    "initial_player": "W", "moves": [["W", "C2"], ["B", "pass"], ["W", "B1"]],
    "next_player": "B", "encore_phase": 0, "pass_alive_suicide_override": 1, "comment": "kept out"})");
}

Position Parse(const Json& json) { return ParsePosition(json.dump(), "p.json"); }

void ExpectFailure(const Json& json, const std::string& message, const std::string& key) {
  EXPECT_THAT([&] { Parse(json); },
              ThrowsMessage<FormatError>(
                  AllOf(HasSubstr("p.json"), HasSubstr(message), HasSubstr("key " + key))));
}

TEST(Position, IsTheGameAfterItsMoves) {
  const Position position = Parse(Sample());
  const Board& board = position.game.board();
  EXPECT_EQ(board.width(), 3);
  EXPECT_EQ(board.height(), 2);
  EXPECT_EQ(board.color(board.At(0, 0)), Color::kBlack);
  EXPECT_EQ(board.color(board.At(1, 1)), Color::kWhite);
  EXPECT_EQ(board.color(board.At(2, 0)), Color::kWhite);
  EXPECT_EQ(position.record.first_player, Color::kWhite);
  EXPECT_EQ(position.record.moves.size(), 3U);
  EXPECT_EQ(position.game.next(), Color::kBlack);
  EXPECT_EQ(position.record.rules.scoring, ScoringRule::kTerritory);
  EXPECT_TRUE(position.pass_alive_suicide);
  // One stone each at the start, and White's two moves.
  EXPECT_EQ(position.game.WhiteKomi(), 6.5F - 2);
}

TEST(Position, OnlyTheSizeIsNeeded) {
  const Position position = Parse({{"size", {9, 13}}});
  EXPECT_EQ(position.game.board().height(), 13);
  EXPECT_EQ(position.game.next(), Color::kBlack);
  EXPECT_EQ(position.record.rules, Rules{});
  EXPECT_FALSE(position.pass_alive_suicide);
  EXPECT_EQ(Parse({{"size", {9, 9}}, {"next_player", "W"}}).game.next(), Color::kWhite);
  const Position white_first = Parse({{"size", {9, 9}}, {"moves", Moves({{"W", "A1"}})}});
  EXPECT_EQ(white_first.record.first_player, Color::kWhite);
}

TEST(Position, AGivenFirstPlayerStaysOneOutOfTurn) {
  const Position position =
      Parse({{"size", {9, 9}}, {"initial_player", "B"}, {"moves", Moves({{"W", "A1"}})}});
  EXPECT_EQ(position.record.first_player, Color::kBlack);
  EXPECT_EQ(position.game.next(), Color::kBlack);
}

TEST(Position, CanBeginInACleanupPhase) {
  const Position position = Parse({{"size", {5, 5}},
                                   {"rules", "japanese"},
                                   {"initial_encore_phase", 1},
                                   {"moves", Moves({{"B", "pass"}, {"W", "pass"}})},
                                   {"encore_phase", 2}});
  EXPECT_EQ(position.game.encore_phase(), 2);
}

TEST(Position, SaysWhatIsWrongAndWhere) {
  const auto with = [](const char* key, Json value) {
    Json json = Sample();
    json[key] = std::move(value);
    return json;
  };
  ExpectFailure(with("size", {3}), "expected the width and height of the board", "size");
  ExpectFailure(with("size", {3, 20}), "from 2 to 19, found the number 20", "size[1]");
  ExpectFailure(with("rules", {{"ko", "none"}}), "expected one of SIMPLE, POSITIONAL", "rules.ko");
  ExpectFailure(with("initial_board", {"X.."}), "expected 2 rows", "initial_board");
  ExpectFailure(with("initial_board", {"X..", ".."}), "expected a row of 3 points",
                "initial_board[1]");
  ExpectFailure(with("initial_board", {"X..", "..w"}), "expected X, O or . for each point",
                "initial_board[1]");
  ExpectFailure(with("initial_board", {"XO.", "O.."}), "the stone A2 has no liberty",
                "initial_board[0]");
  ExpectFailure(with("initial_player", "white"), "expected \"B\" or \"W\"", "initial_player");
  ExpectFailure(with("initial_encore_phase", 3), "from 0 to 2", "initial_encore_phase");
  ExpectFailure(with("moves", {{"B"}}), "expected a player and a point", "moves[0]");
  ExpectFailure(with("moves", Moves({{"B", "D1"}})), "or a point of the board", "moves[0][1]");
  ExpectFailure(with("moves", Moves({{"B", "I1"}})), "or a point of the board", "moves[0][1]");
  ExpectFailure(with("moves", Moves({{"W", "A2"}})), "the move cannot be played", "moves[0]");
  ExpectFailure(with("next_player", "W"), "it is the other player's turn", "next_player");
  ExpectFailure(with("encore_phase", 1), "the game is in phase 0", "encore_phase");
  ExpectFailure(with("pass_alive_suicide_override", 2), "from 0 to 1",
                "pass_alive_suicide_override");
  Json area = Sample();
  area["rules"] = "chinese";
  area["initial_encore_phase"] = 1;
  ExpectFailure(area, "only territory scoring has cleanup phases", "initial_encore_phase");
}

TEST(Position, ASuicideOfOneStoneCannotBePlayed) {
  const Json json = {
      {"size", {3, 2}}, {"initial_board", {".O.", "OO."}}, {"moves", Moves({{"B", "A2"}})}};
  ExpectFailure(json, "the suicide of a single stone", "moves[0]");
}

TEST(Position, GamesWithoutEndAreRefused) {
  const std::vector<std::pair<std::string, std::string>> passes(kMostMoves + 1, {"B", "pass"});
  ExpectFailure({{"size", {9, 9}}, {"moves", Moves(passes)}}, "has more than 10000 moves", "moves");
}

TEST(Position, ComesBackFromItsJson) {
  for (uint64_t seed = 0; seed < 8; ++seed) {
    Rules rules;
    rules.scoring = seed % 2 == 0 ? ScoringRule::kArea : ScoringRule::kTerritory;
    rules.tax = seed % 3 == 0 ? TaxRule::kAll : TaxRule::kSeki;
    rules.komi = static_cast<float>(seed) / 2;
    const GameRecord game = RandomGame(7, 9, rules, 60, seed);
    const Position position = PositionAfter(game, game.moves.size() / 2);
    const Position again = Parse(PositionToJson(position));
    EXPECT_EQ(again.game.board().hash(), position.game.board().hash());
    EXPECT_EQ(again.record.moves, position.record.moves);
    EXPECT_EQ(again.record.rules, rules);
    EXPECT_EQ(PositionToJson(again), PositionToJson(position));
  }
}

TEST(Position, JsonHasEveryKey) {
  EXPECT_EQ(PositionToJson(Parse(Sample())).dump(),
            R"({"size":[3,2],"rules":{"ko":"SIMPLE","scoring":"TERRITORY","tax":"SEKI",)"
            R"("suicide":false,"hasButton":false,"whiteHandicapBonus":"0","friendlyPassOk":false,)"
            R"("komi":6.5},"initial_board":["X..","..O"],"initial_player":"W",)"
            R"("initial_encore_phase":0,"moves":[["W","C2"],["B","pass"],["W","B1"]],)"
            R"("next_player":"B","encore_phase":0,"pass_alive_suicide_override":1})");
}

}  // namespace
}  // namespace tidemark::reference
