// Games in SGF.

#include <algorithm>

#include "converter/testing/fuzz_target.h"
#include "reference/go/sgf_game.h"

namespace tidemark::testing {
namespace {

using reference::SgfTree;

// A game that is taken can be replayed to its end.
void Read(std::string_view input) {
  const SgfTree tree(std::string(input), "fuzz.sgf");
  constexpr size_t kMostGames = 16;
  const size_t games = std::min(tree.roots().size(), kMostGames);
  for (size_t i = 0; i < games; ++i) {
    const reference::SgfGame game = reference::ReadSgfGame(tree, tree.roots()[i]);
    reference::Replay(game.record, game.record.moves.size());
  }
}

std::vector<FuzzSeed> Seeds() {
  return {
      {"plain.sgf",
       "(;GM[1]FF[4]SZ[9]KM[6.5]RU[Japanese]PB[Ann \\] B]PW[Bob]AB[cc][gg]AW[cg]PL[W];W[ee]C[a\\"
       "\nb];B[ec];W[];B[tt])"},
      {"branches.sgf", "(;SZ[13:7]AB[aa:cb]AE[ee](;B[dd](;W[de];B[dc])(;W[ed]))(;B[ef]))"},
      {"collection.sgf", "(;SZ[2];B[aa];W[bb])(;SZ[19]HA[2]AB[dd][pp];W[pd])"},
      {"rules.sgf", "(;SZ[5]RU[koSIMPLEscoreTERRITORYtaxSEKIsui0]KM[0];B[cc];W[cd];B[dd])"},
      {"fox.sgf", "(;GM[1]SZ[19]AP[foxwq]HA[3]KM[375]RU[chinese];W[cc];B[cd])"}};
}

}  // namespace

FuzzTarget ThisFuzzTarget() {
  return {.name = "sgf", .folder = "reference/go/fuzz", .read = Read, .seeds = Seeds};
}

}  // namespace tidemark::testing
