#include "reference/inputs/position_features.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "converter/error.h"
#include "converter/network/network.h"
#include "reference/go/ladder.h"
#include "reference/inputs/area_features.h"
#include "reference/inputs/history_features.h"

namespace tidemark::reference {
namespace {

enum SpatialChannel : size_t {
  kOnBoard = 0,
  kOwnStones = 1,
  kOpponentStones = 2,
  kOneLiberty = 3,
  kForbidden = 6,
  kKoBlocked = 7,
  kLastMove = 9,
  kCaughtInLadder = 14,
  kCatchesInLadder = 17,
  kOwnArea = 18,
  kOpponentArea = 19,
  kOwnCleanupStart = 20,
  kOpponentCleanupStart = 21,
};

enum GlobalChannel : size_t {
  kLastPass = 0,
  kKomi = 5,
  kSuperko = 6,
  kPlayerInSuperko = 7,
  kSuicide = 8,
  kTerritory = 9,
  kSekiTax = 10,
  kGroupTaxFeature = 11,
  kCleanup = 12,
  kSecondCleanup = 13,
  kPassEndsPhase = 14,
  kHasDoublingAdvantage = 15,
  kDoublingAdvantage = 16,
  kButton = 17,
  kKomiWave = 18,
};

// Chains are shown with up to so many liberties.
constexpr int kMostShownLiberties = 3;
// Komi is shown up to so many points beyond the whole board, in units of so many points.
constexpr float kKomiBeyondBoard = 20;
constexpr float kKomiUnit = 20;

// Writes the planes of one position.
class Planes {
 public:
  Planes(const Board& board, BoardSize buffer, std::span<float> spatial)
      : board_(board), buffer_(buffer), spatial_(spatial) {
    std::fill(spatial.begin(), spatial.end(), 0.0F);
  }

  void Set(size_t channel, Location point) {
    const auto width = static_cast<size_t>(buffer_.width);
    const size_t plane = channel * width * static_cast<size_t>(buffer_.height);
    spatial_[plane + static_cast<size_t>(board_.Y(point)) * width +
             static_cast<size_t>(board_.X(point))] = 1;
  }

  void SetAll(size_t channel, const PointSet& points) {
    if (points.none()) return;
    board_.ForEachPoint([&](Location point) {
      if (points.test(Index(point))) Set(channel, point);
    });
  }

 private:
  const Board& board_;
  const BoardSize buffer_;
  const std::span<float> spatial_;
};

void SetStones(const Game& game, Planes& planes) {
  const Board& board = game.board();
  board.ForEachPoint([&](Location point) {
    planes.Set(kOnBoard, point);
    const Color color = board.color(point);
    if (color == Color::kEmpty) return;
    planes.Set(color == game.next() ? kOwnStones : kOpponentStones, point);
    const int liberties = board.Liberties(point);
    if (liberties <= kMostShownLiberties) {
      planes.Set(kOneLiberty + static_cast<size_t>(liberties) - 1, point);
    }
  });
}

void SetKos(const Game& game, Planes& planes) {
  if (game.encore_phase() == 0 && game.board().ko() != kNoLocation) {
    planes.Set(kForbidden, game.board().ko());
  }
  game.board().ForEachPoint([&](Location point) {
    if (game.IsSuperkoBanned(point)) planes.Set(kForbidden, point);
  });
  planes.SetAll(kKoBlocked, game.ko_blocked());
}

// The boards of older moves are shown only where the moves are.
void SetLadders(const Game& game, const ShownHistory& history, Planes& planes) {
  const Ladders now = FindLadders(game.board());
  planes.SetAll(kCatchesInLadder,
                game.next() == Color::kBlack ? now.catches_white : now.catches_black);
  PointSet caught = now.caught;
  planes.SetAll(kCaughtInLadder, caught);
  for (size_t ago = 1; ago <= 2; ++ago) {
    if (static_cast<size_t>(history.count) >= ago) {
      caught = FindLadders(game.BoardBefore(ago)).caught;
    }
    planes.SetAll(kCaughtInLadder + ago, caught);
  }
}

void SetColors(const Game& game, const PointColors& colors, size_t own_channel,
               size_t opponent_channel, Planes& planes) {
  game.board().ForEachPoint([&](Location point) {
    const Color color = colors[Index(point)];
    if (color == game.next()) planes.Set(own_channel, point);
    if (color == Opponent(game.next())) planes.Set(opponent_channel, point);
  });
}

void SetHistory(const ShownHistory& history, Planes& planes, std::span<float> global) {
  for (size_t i = 0; i < static_cast<size_t>(history.count); ++i) {
    if (history.moves[i] == kPass) {
      global[kLastPass + i] = 1;
    } else {
      planes.Set(kLastMove + i, history.moves[i]);
    }
  }
}

float OwnKomi(const Game& game, const FeatureOptions& options) {
  const float komi = game.WhiteKomi(options.draw_equivalent_wins_for_white);
  return game.next() == Color::kWhite ? komi : -komi;
}

// From 0 at a komi that allows a draw up to a half, down to minus a half, and back to 0 within two
// points of komi.
float KomiWave(float komi, bool even_area) {
  const float floor = even_area ? std::floor(komi / 2) * 2 : std::floor((komi - 1) / 2) * 2 + 1;
  const float delta = std::clamp(komi - floor, 0.0F, 2.0F);
  if (delta < 0.5F) return delta;
  return delta < 1.5F ? 1 - delta : delta - 2;
}

void SetGlobals(const Game& game, const FeatureOptions& options, const ShownHistory& history,
                std::span<float> global) {
  const Rules& rules = game.rules();
  const auto set = [&](size_t channel, bool on) { global[channel] = on ? 1.0F : 0.0F; };
  const int area = game.board().area();
  const float bound = static_cast<float>(area) + kKomiBeyondBoard;
  const float komi = std::clamp(OwnKomi(game, options), -bound, bound);
  global[kKomi] = komi / kKomiUnit;
  if (rules.ko != KoRule::kSimple) {
    global[kSuperko] = 1;
    global[kPlayerInSuperko] = rules.ko == KoRule::kSituational ? -0.5F : 0.5F;
  }
  set(kSuicide, rules.multi_stone_suicide);
  set(kTerritory, rules.scoring == ScoringRule::kTerritory);
  set(kSekiTax, rules.tax != TaxRule::kNone);
  set(kGroupTaxFeature, rules.tax == TaxRule::kAll);
  set(kCleanup, game.encore_phase() >= 1);
  set(kSecondCleanup, game.encore_phase() == 2);
  set(kPassEndsPhase, !history.hides_ending_pass && game.PassEndsPhase(game.next()));
  if (options.playout_doubling_advantage != 0) {
    global[kHasDoublingAdvantage] = 1;
    global[kDoublingAdvantage] = static_cast<float>(0.5 * options.playout_doubling_advantage);
  }
  set(kButton, game.button());
  if (rules.scoring == ScoringRule::kArea || game.encore_phase() == 2) {
    global[kKomiWave] = KomiWave(komi, area % 2 == 0);
  }
}

void Check(const Board& board, BoardSize buffer, std::span<float> spatial,
           std::span<float> global) {
  if (board.height() > buffer.height || board.width() > buffer.width) {
    throw UsageError("a board of " + std::to_string(board.width()) + "x" +
                     std::to_string(board.height()) + " does not fit a buffer of " +
                     std::to_string(buffer.width) + "x" + std::to_string(buffer.height));
  }
  const size_t points = static_cast<size_t>(buffer.height) * static_cast<size_t>(buffer.width);
  if (spatial.size() != converter::kSpatialChannels * points ||
      global.size() != converter::kGlobalChannels) {
    throw UsageError("the features of a position need " +
                     std::to_string(converter::kSpatialChannels * points) + " and " +
                     std::to_string(converter::kGlobalChannels) + " values");
  }
}

}  // namespace

void WriteFeatures(const Game& game, const FeatureOptions& options, BoardSize buffer,
                   std::span<float> spatial, std::span<float> global) {
  Check(game.board(), buffer, spatial, global);
  Planes planes(game.board(), buffer, spatial);
  std::fill(global.begin(), global.end(), 0.0F);

  const bool suicide = game.rules().multi_stone_suicide || options.pass_alive_suicide;
  const ShownArea area = ShowArea(game, suicide);
  const auto balance = static_cast<float>(game.next() == Color::kWhite ? area.white_minus_black
                                                                       : -area.white_minus_black);
  const bool end_is_no_win = area.present && balance + OwnKomi(game, options) <= 0;
  const ShownHistory history = ShowHistory(game, options, end_is_no_win);

  SetStones(game, planes);
  SetKos(game, planes);
  SetHistory(history, planes, global);
  SetLadders(game, history, planes);
  if (area.present) SetColors(game, area.owners, kOwnArea, kOpponentArea, planes);
  if (game.encore_phase() == 2) {
    SetColors(game, game.second_encore_start(), kOwnCleanupStart, kOpponentCleanupStart, planes);
  }
  SetGlobals(game, options, history, global);
}

}  // namespace tidemark::reference
