#include "reference/inputs/position_hash.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace tidemark::reference {
namespace {

// By value of KoRule, ScoringRule and TaxRule.
constexpr std::array<Hash128, 4> kKoRules = {{{0x3cc7e0bf846820f6, 0x1fb7fbde5fc6ba4e},
                                              {0xcc18f5d47188554a, 0x3a63152c23e4128d},
                                              {0x3bc55e42b23b35bf, 0xc75fa1e615621dcd},
                                              {0x5b2096e48241d21b, 0x23cc18d4e85cd67f}}};
constexpr std::array<Hash128, 2> kScorings = {
    {{0xf9d01b9ea312b173, 0x10ef224864dedbd3}, {0x2a48bb94916e8b57, 0x05a23375d4bbe12f}}};
constexpr std::array<Hash128, 3> kTaxes = {{{0x72eeccc72c82a5e7, 0x0d1265e413623e2b},
                                            {0x125bfe48a41042d5, 0x061866b5f2b98a79},
                                            {0xa384ece9d8ee713c, 0xfdc9f3b5d1f3732b}}};
constexpr Hash128 kSuicide = {0xf9b475b3bbf35e37, 0xefa19d8b1e5b3e5a};
constexpr Hash128 kButton = {0xb8b914c9234ece84, 0x3d759cddebe29c14};
constexpr Hash128 kFriendlyPass = {0x0113655998ef0a25, 0x99c9d04ecd964874};
constexpr Hash128 kPassAliveSuicide = {0x3094018861134017, 0x706330a293e266aa};

constexpr Hash128 kPassEndsPhase = {0x853e097c279ebf4e, 0xe3153def9e14a62c};
constexpr Hash128 kPassIsFriendly = {0xe750505a66f7c5c2, 0x7a83139bf632d6c4};
constexpr Hash128 kEnded = {0xb6f9e465597a77ee, 0xf1d583d960a4ce7f};

uint64_t Mix(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccd;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53;
  return x ^ (x >> 33);
}

Hash128 KomiHash(float own_komi) {
  const auto steps = static_cast<uint64_t>(static_cast<int64_t>(own_komi * 256.0F));
  const uint64_t mixed = Mix(steps);
  return {.low = mixed, .high = 2862933555777941757 * mixed + 3037000493};
}

Hash128 RulesHash(const Rules& rules, bool pass_alive_suicide) {
  Hash128 hash = kKoRules[static_cast<size_t>(rules.ko)] ^
                 kScorings[static_cast<size_t>(rules.scoring)] ^
                 kTaxes[static_cast<size_t>(rules.tax)];
  if (rules.multi_stone_suicide) hash ^= kSuicide;
  if (rules.friendly_pass_ok) hash ^= kFriendlyPass;
  if (pass_alive_suicide && !rules.multi_stone_suicide) hash ^= kPassAliveSuicide;
  return hash;
}

Hash128 KoHash(const Game& game) {
  const Zobrist& tables = ZobristTables();
  Hash128 hash;
  game.board().ForEachPoint([&](Location point) {
    const auto index = Index(point);
    if (point == game.board().ko() || game.IsSuperkoBanned(point)) {
      hash ^= tables.ko_location[index];
    }
    if (game.ko_blocked().test(index)) hash ^= tables.ko_mark[index][1] ^ tables.ko_mark[index][2];
    const auto start = static_cast<size_t>(game.second_encore_start()[index]);
    if (game.encore_phase() == 2 && start != 0) hash ^= tables.second_encore_start[index][start];
  });
  return hash;
}

}  // namespace

Hash128 SituationHash(const Game& game, bool pass_alive_suicide,
                      double draw_equivalent_wins_for_white) {
  const Zobrist& tables = ZobristTables();
  const float komi = game.WhiteKomi(draw_equivalent_wins_for_white);
  Hash128 hash = game.board().hash() ^ tables.Player(game.next()) ^
                 tables.encore[static_cast<size_t>(game.encore_phase())] ^ KoHash(game) ^
                 KomiHash(game.next() == Color::kWhite ? komi : -komi) ^
                 RulesHash(game.rules(), pass_alive_suicide);
  if (game.button()) hash ^= kButton;
  return hash;
}

Hash128 EvaluationHash(const Game& game, bool pass_alive_suicide,
                       double draw_equivalent_wins_for_white) {
  Hash128 hash = SituationHash(game, pass_alive_suicide, draw_equivalent_wins_for_white);
  if (game.PassEndsPhase(game.next())) {
    hash ^= kPassEndsPhase;
    if (game.IsFriendlyPass(game.next())) hash ^= kPassIsFriendly;
  }
  if (game.finished() || game.past_end()) hash ^= kEnded;
  return hash;
}

Symmetry ErrorTestSymmetry(const Game& game) {
  return Symmetry(static_cast<int>(SituationHash(game).low & 7));
}

}  // namespace tidemark::reference
