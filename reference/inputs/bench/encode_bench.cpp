// How long it takes to encode positions of real games, ladders included, and to play to them.

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "converter/network/network.h"
#include "reference/go/ladder.h"
#include "reference/go/sgf_game.h"
#include "reference/inputs/position_features.h"

namespace tidemark::reference {
namespace {

GameRecord ReadGame(const std::string& name) {
  const auto folder = std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios" / "positions";
  const SgfTree tree = ReadSgfTree(folder / name);
  return ReadSgfGame(tree, tree.roots().front()).record;
}

// Every position of the game's main line.
std::vector<Game> PositionsOf(const GameRecord& record) {
  std::vector<Game> games = {Replay(record, 0)};
  for (const Move& move : record.moves) {
    Game game = games.back();
    game.Play(move.location, move.player);
    games.push_back(game);
  }
  return games;
}

void Encode(benchmark::State& state, const std::string& name) {
  const std::vector<Game> games = PositionsOf(ReadGame(name));
  const Board& board = games.front().board();
  std::vector<float> spatial(converter::kSpatialChannels * static_cast<size_t>(board.area()));
  std::vector<float> global(converter::kGlobalChannels);
  size_t next = 0;
  for (auto _ : state) {
    WriteFeatures(games[next], {}, {.height = board.height(), .width = board.width()}, spatial,
                  global);
    benchmark::DoNotOptimize(spatial.data());
    next = (next + 1) % games.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(Encode, area_19x19, "chinese-19x19.sgf");
BENCHMARK_CAPTURE(Encode, territory_19x19, "japanese-19x19.sgf");
BENCHMARK_CAPTURE(Encode, long_ladder_19x19, "ladder-19x19.sgf");
BENCHMARK_CAPTURE(Encode, superko_13x13, "aga-13x13.sgf");
BENCHMARK_CAPTURE(Encode, superko_9x9, "new-zealand-9x9.sgf");

void Ladders19x19(benchmark::State& state) {
  const std::vector<Game> games = PositionsOf(ReadGame("chinese-19x19.sgf"));
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(FindLadders(games[next].board()));
    next = (next + 1) % games.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Ladders19x19);

void ReplayWholeGame(benchmark::State& state) {
  const GameRecord record = ReadGame("chinese-19x19.sgf");
  for (auto _ : state) benchmark::DoNotOptimize(Replay(record, record.moves.size()));
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(record.moves.size()));
}
BENCHMARK(ReplayWholeGame);

}  // namespace
}  // namespace tidemark::reference
