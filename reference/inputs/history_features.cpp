#include "reference/inputs/history_features.h"

#include <algorithm>

namespace tidemark::reference {

ShownHistory ShowHistory(const Game& game, const FeatureOptions& options, bool end_is_no_win) {
  ShownHistory shown;
  const Color player = game.next();
  int most = kMostShownMoves;
  if (game.PassEndsGame(player) && (options.conservative_pass || game.IsFriendlyPass(player) ||
                                    (options.passing_hacks && end_is_no_win))) {
    shown.hides_ending_pass = true;
    most = 0;
  } else if (game.finished() || game.past_end()) {
    most = 1;
  }
  most = std::min({most, options.max_history, game.shown_moves()});

  Color mover = Opponent(player);
  auto move = game.moves().rbegin();
  while (shown.count < most && move != game.moves().rend() && move->player == mover) {
    shown.moves[static_cast<size_t>(shown.count++)] = move->location;
    mover = Opponent(mover);
    ++move;
  }
  return shown;
}

}  // namespace tidemark::reference
