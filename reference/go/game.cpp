#include "reference/go/game.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

size_t IndexOf(Color color) { return static_cast<size_t>(color); }

bool Contains(const std::vector<Hash128>& keys, const Hash128& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// Passes that end a phase, and times that a position comes up before a game has no result.
constexpr int kEndingPasses = 2;
constexpr int kRepetitions = 3;

}  // namespace

Game::Game(const Board& board, Color next, const Rules& rules, const GameOptions& options)
    : rules_(rules),
      options_(options),
      initial_black_stones_(board.stones(Color::kBlack)),
      initial_white_stones_(board.stones(Color::kWhite)),
      boards_({board, board, board}),
      next_(next),
      encore_phase_(options.encore_phase) {
  if (encore_phase_ < 0 || encore_phase_ > 2) {
    throw UsageError("a game has cleanup phases 1 and 2, not " + std::to_string(encore_phase_));
  }
  if (encore_phase_ > 0 && rules.scoring != ScoringRule::kTerritory) {
    throw UsageError("only territory scoring has cleanup phases");
  }
  button_ = rules.button && encore_phase_ == 0;
  for (size_t i = 0; i < kLocations; ++i) {
    const Color color = board.colors()[i];
    ever_occupied_.set(i, color == Color::kBlack || color == Color::kWhite);
  }
  if (encore_phase_ == 2) second_encore_start_ = board.colors();
  if (rules.scoring == ScoringRule::kTerritory) {
    bonus_ = static_cast<float>(initial_black_stones_ - initial_white_stones_ -
                                options.prior_white_minus_black_captures);
  }
  handicap_bonus_ = HandicapBonus();
  ko_keys_.push_back(KoKey(board.hash(), next));
}

bool Game::IsPlayable(Location move, Color player) const {
  if (move == kPass || PassForKoTarget(move, player) != kNoLocation) return true;
  return board().IsLegalIgnoringKo(move, player, /*multi_stone_suicide=*/true);
}

bool Game::IsLegal(Location move) const {
  if (move == kPass) return true;
  if (encore_phase_ > 0) {
    const Location target = PassForKoTarget(move, next_);
    const bool takes_it = target == move;
    if (target != kNoLocation &&
        (!takes_it || (board().ChainSize(move) == 1 && board().Liberties(move) == 1))) {
      return true;
    }
  } else if (move == board().ko()) {
    return false;
  }
  return board().IsLegalIgnoringKo(move, next_, rules_.multi_stone_suicide) &&
         !IsSuperkoBanned(move);
}

bool Game::IsSuperkoBanned(Location point) const {
  if (encore_phase_ > 0) {
    return std::any_of(
        encore_ko_captures_.begin(), encore_ko_captures_.end(), [&](const KoCapture& capture) {
          return capture.move == Move{next_, point} && capture.stones == board().hash();
        });
  }
  if (rules_.ko == KoRule::kSimple || board().color(point) != Color::kEmpty ||
      point == board().ko() || board().IsIllegalSuicide(point, next_, rules_.multi_stone_suicide)) {
    return false;
  }
  // A position can only come up again at a point that was occupied before, or by a suicide.
  if (!ever_occupied_.test(Index(point)) && !board().IsSuicide(point, next_)) return false;
  return Contains(ko_keys_, KoKey(board().HashAfter(point, next_), Opponent(next_)));
}

bool Game::PassEndsPhase(Color player) const {
  return EndingPassesAfterPass() >= kEndingPasses ||
         IsSpightEnding(player, KoKey(board().hash(), player));
}

bool Game::PassEndsGame(Color player) const {
  return PassEndsPhase(player) && (rules_.scoring == ScoringRule::kArea || encore_phase_ == 2);
}

bool Game::IsFriendlyPass(Color player) const {
  return rules_.friendly_pass_ok && rules_.scoring == ScoringRule::kArea &&
         EndingPassesAfterPass() == kEndingPasses &&
         !IsSpightEnding(player, KoKey(board().hash(), player));
}

float Game::WhiteKomi(double draw_equivalent_wins_for_white) const {
  const bool whole = rules_.komi == std::floor(rules_.komi);
  const bool draws_possible = whole != rules_.button;
  const float draw =
      draws_possible ? static_cast<float>(draw_equivalent_wins_for_white - 0.5) : 0.0F;
  return bonus_ + handicap_bonus_ + rules_.komi + draw;
}

void Game::Play(Location move, Color player) {
  if (finished_ || past_end_) shown_moves_ = std::min(shown_moves_, 1);
  finished_ = false;
  past_end_ = false;

  const bool pass = move == kPass;
  bool ends_by_repetition = false;
  if (pass) {
    ends_by_repetition = NotePass(player);
  } else {
    ending_passes_ = 0;
  }

  boards_[2] = boards_[1];
  boards_[1] = boards_[0];
  PlaceStone(move, player);

  next_ = Opponent(player);
  ko_keys_.push_back(KoKey(board().hash(), next_));
  moves_.push_back({player, move});
  ++shown_moves_;
  if (!pass) ever_occupied_.set(Index(move));
  if (!pass && player == Color::kWhite) white_has_stone_played_ = true;
  if (player == Color::kBlack && !white_has_stone_played_) handicap_bonus_ = HandicapBonus();

  if (ending_passes_ >= kEndingPasses || ends_by_repetition) EndPhase();
  if (!pass && (encore_phase_ > 0 || rules_.ko == KoRule::kSimple) &&
      std::count(ko_keys_.begin(), ko_keys_.end(), ko_keys_.back()) >= kRepetitions) {
    finished_ = true;
  }
}

bool Game::NotePass(Color player) {
  if (button_) {
    button_ = false;
    bonus_ += player == Color::kWhite ? 0.5F : -0.5F;
    ending_passes_ = 0;
    for (std::vector<Hash128>& keys : pass_keys_) keys.clear();
    ko_keys_.clear();
    return false;
  }
  if (encore_phase_ > 0 || rules_.ko == KoRule::kSimple || rules_.ko == KoRule::kSpight) {
    ko_keys_.clear();
  }
  const Hash128 key = KoKey(board().hash(), player);
  ending_passes_ = EndingPassesAfterPass();
  const bool ends_by_repetition = IsSpightEnding(player, key);
  pass_keys_[IndexOf(player)].push_back(key);
  return ends_by_repetition;
}

void Game::PlaceStone(Location move, Color player) {
  Board& board = boards_[0];
  const Location target = PassForKoTarget(move, player);
  if (target != kNoLocation) {
    ko_blocked_.reset(Index(target));
    board.ClearKo();
    return;
  }
  const Hash128 stones_before = board.hash();
  board.Play(move, player);
  if (move == kPass) return;
  if (encore_phase_ > 0) {
    if (board.ko() != kNoLocation) {
      ko_blocked_.set(Index(move));
      encore_ko_captures_.push_back({.stones = stones_before, .move = {player, move}});
      board.ClearKo();
    }
    for (size_t i = 0; i < kLocations; ++i) {
      if (board.colors()[i] == Color::kEmpty) ko_blocked_.reset(i);
    }
  }
  if (rules_.scoring == ScoringRule::kTerritory && encore_phase_ <= 1) {
    bonus_ += player == Color::kBlack ? 1.0F : -1.0F;
  }
}

void Game::EndPhase() {
  if (rules_.scoring == ScoringRule::kArea || encore_phase_ == 2) {
    finished_ = true;
    return;
  }
  if (options_.prevent_encore) {
    past_end_ = true;
    shown_moves_ = std::min(shown_moves_, 1);
    return;
  }
  ++encore_phase_;
  shown_moves_ = 0;
  if (encore_phase_ == 2) second_encore_start_ = board().colors();
  ending_passes_ = 0;
  for (std::vector<Hash128>& keys : pass_keys_) keys.clear();
  ko_blocked_.reset();
  encore_ko_captures_.clear();
  ko_keys_ = {KoKey(board().hash(), next_)};
}

int Game::LeadingBlackMoves() const {
  int count = 0;
  for (size_t i = 0; i < moves_.size(); ++i) {
    const bool pass = moves_[i].location == kPass;
    if (moves_[i].player == Color::kBlack) {
      count += pass ? 0 : 1;
      continue;
    }
    if (i + 1 < moves_.size() && moves_[i + 1].player == Color::kWhite) return 0;
    if (!pass) break;
  }
  return count;
}

float Game::HandicapBonus() const {
  if (rules_.white_handicap_bonus == WhiteHandicapBonus::kZero) return 0;
  const int black = initial_black_stones_ + (options_.assume_handicap ? LeadingBlackMoves() : 0);
  const int handicap = initial_white_stones_ > 0 || black <= 1 ? 0 : black;
  if (rules_.white_handicap_bonus == WhiteHandicapBonus::kN) return static_cast<float>(handicap);
  return static_cast<float>(std::max(handicap - 1, 0));
}

Hash128 Game::KoKey(const Hash128& stones, Color player) const {
  const Zobrist& tables = ZobristTables();
  Hash128 key = stones;
  if (rules_.ko == KoRule::kSimple || rules_.ko == KoRule::kSituational || encore_phase_ > 0) {
    key ^= tables.Player(player);
  }
  if (ko_blocked_.any()) {
    for (size_t i = 0; i < kLocations; ++i) {
      if (ko_blocked_.test(i)) key ^= tables.ko_mark[i][1];
    }
  }
  return key;
}

int Game::EndingPassesAfterPass() const {
  return rules_.ko == KoRule::kSpight && encore_phase_ == 0 ? 0 : ending_passes_ + 1;
}

bool Game::IsSpightEnding(Color player, const Hash128& key) const {
  return (encore_phase_ > 0 || rules_.ko == KoRule::kSimple || rules_.ko == KoRule::kSpight) &&
         Contains(pass_keys_[IndexOf(player)], key);
}

Location Game::PassForKoTarget(Location move, Color player) const {
  if (encore_phase_ == 0 || move == kPass || ko_blocked_.none()) return kNoLocation;
  if (board().color(move) == Opponent(player)) {
    return ko_blocked_.test(Index(move)) ? move : kNoLocation;
  }
  const Location captured = board().KoCapturePoint(move, player);
  return captured != kNoLocation && ko_blocked_.test(Index(captured)) ? captured : kNoLocation;
}

}  // namespace tidemark::reference
