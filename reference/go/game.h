#ifndef TIDEMARK_REFERENCE_GO_GAME_H_
#define TIDEMARK_REFERENCE_GO_GAME_H_

#include <array>
#include <cstddef>
#include <vector>

#include "reference/go/board.h"
#include "reference/go/location.h"
#include "reference/go/rules.h"
#include "reference/go/zobrist.h"

namespace tidemark::reference {

struct Move {
  Color player = Color::kBlack;
  // A point, or kPass.
  Location location = kPass;

  friend bool operator==(const Move&, const Move&) = default;
};

struct GameOptions {
  // The phase that the game begins in: 0, the main one, or the cleanup phases 1 and 2 of territory
  // scoring.
  int encore_phase = 0;
  // Two passes end a game under territory scoring at once, without the cleanup phases.
  bool prevent_encore = false;
  // Black's moves at the start, before White's first, count as handicap stones.
  bool assume_handicap = false;
  // Prisoners taken before the game: White's stones less Black's.
  int prior_white_minus_black_captures = 0;
};

// A game of Go: the board, and everything besides it that networks are told of and that rules
// depend on. Games are lenient, as records are: superko, turns and the end of a game bind nobody
// here; IsLegal() is what binds.
class Game {
 public:
  // `board` is the position at the start, `next` the player whose turn it is. Throws UsageError
  // when the rules and the phase do not go together.
  Game(const Board& board, Color next, const Rules& rules, const GameOptions& options = {});

  const Board& board() const { return boards_[0]; }
  const Rules& rules() const { return rules_; }
  Color next() const { return next_; }
  int encore_phase() const { return encore_phase_; }
  const std::vector<Move>& moves() const { return moves_; }
  // Moves at the end of moves() that may be shown: those of this phase; after a game that goes on
  // though it had ended, those since then and the pass that ended it.
  int shown_moves() const { return shown_moves_; }
  // The board before the last move (1) or before that (2), with the ko that it had; the board at
  // the start when the game is not that long.
  const Board& BoardBefore(size_t moves) const { return boards_[moves]; }
  // The game was ended by passes and scored, or broke off without a result.
  bool finished() const { return finished_; }
  // Two passes ended the main phase, and cleanup phases are prevented.
  bool past_end() const { return past_end_; }
  // The half point of the button is still to be had.
  bool button() const { return button_; }

  // Can the move be played at all, leniently? It can on an empty point unless it is the suicide of
  // a single stone, and where it lifts the block of a ko in a cleanup phase.
  bool IsPlayable(Location move, Color player) const;
  // Plays a playable move, whoever's turn it is.
  void Play(Location move, Color player);

  // Do the rules allow the next player to move there? A pass always is.
  bool IsLegal(Location move) const;
  // Is the point forbidden to the next player by superko, simple ko and suicide aside? In cleanup
  // phases only taking a ko from the same board again is.
  bool IsSuperkoBanned(Location point) const;
  // Stones that just took a ko in a cleanup phase, and cannot be taken before a pass for it.
  const PointSet& ko_blocked() const { return ko_blocked_; }
  // The board when the second cleanup phase began; empty before.
  const PointColors& second_encore_start() const { return second_encore_start_; }

  // Would a pass of the player end this phase, the button aside? Or the game?
  bool PassEndsPhase(Color player) const;
  bool PassEndsGame(Color player) const;
  // Would it end the game by being the second pass in a row, under area rules by which players pass
  // before they have removed dead stones (friendly_pass_ok)?
  bool IsFriendlyPass(Color player) const;

  // Komi from White's view, with what prisoners, handicap and the button add to it; where it makes
  // draws possible, `draw_equivalent_wins_for_white` of 0.5 counts a draw as half a win.
  float WhiteKomi(double draw_equivalent_wins_for_white = 0.5) const;

 private:
  // The stones, who is to move where that counts, and which kos are blocked.
  Hash128 KoKey(const Hash128& stones, Color player) const;
  int EndingPassesAfterPass() const;
  // Did the player pass in this situation before, so that passing again ends the phase?
  bool IsSpightEnding(Color player, const Hash128& key) const;
  // The stone whose block a move here would lift; kNoLocation if the move would not.
  Location PassForKoTarget(Location move, Color player) const;

  // The parts of Play(). NotePass() returns whether the pass ends the phase by repetition.
  bool NotePass(Color player);
  void PlaceStone(Location move, Color player);
  void EndPhase();
  // Black's moves before White's first, as handicap.
  int LeadingBlackMoves() const;
  float HandicapBonus() const;

  Rules rules_;
  GameOptions options_;
  int initial_black_stones_ = 0;
  int initial_white_stones_ = 0;
  // Now, one move ago, two moves ago.
  std::array<Board, 3> boards_;
  Color next_;
  std::vector<Move> moves_ = {};
  int shown_moves_ = 0;
  int encore_phase_ = 0;
  int ending_passes_ = 0;
  bool finished_ = false;
  bool past_end_ = false;
  bool button_ = false;
  bool white_has_stone_played_ = false;
  // Added to komi for White.
  float bonus_ = 0;
  float handicap_bonus_ = 0;
  std::vector<Hash128> ko_keys_ = {};
  // Of situations that each player passed in, by color.
  std::array<std::vector<Hash128>, 3> pass_keys_ = {};
  // Points that ever held a stone.
  PointSet ever_occupied_ = {};
  PointSet ko_blocked_ = {};
  PointColors second_encore_start_ = {};
  // A ko taken in a cleanup phase, with the stones before.
  struct KoCapture {
    Hash128 stones = {};
    Move move = {};
  };
  std::vector<KoCapture> encore_ko_captures_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_GAME_H_
