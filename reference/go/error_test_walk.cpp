#include "reference/go/error_test_walk.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "reference/go/coordinates.h"
#include "reference/go/sgf_values.h"

namespace tidemark::reference {
namespace {

using NodeId = SgfTree::NodeId;

// Far more than the largest collections of openings need, and some seconds of work.
constexpr uint64_t kMostReplayedNodes = 20'000'000;

constexpr Rules kTestRules = {.ko = KoRule::kSituational};

WalkedPosition Begin(Board board, Color next) {
  board.ClearKo();
  WalkedPosition position = {.record = {.start = board, .first_player = next, .rules = kTestRules},
                             .game = Game(board, next, kTestRules)};
  return position;
}

class Walker {
 public:
  Walker(const SgfTree& tree, NodeId root, const OnWalkedPosition& on_position)
      : tree_(tree), root_(root), on_position_(on_position), position_(AtRoot()) {}

  bool Walk() {
    const auto& roots = tree_.roots();
    const auto next_root = std::upper_bound(roots.begin(), roots.end(), root_);
    const NodeId end = next_root == roots.end() ? static_cast<NodeId>(tree_.size()) : *next_root;
    for (NodeId node = root_; node < end && !stopped_; ++node) {
      // The file goes on below the node before, or with another variation.
      if (node > root_ && tree_.Parent(node) != node - 1) GoTo(*tree_.Parent(node));
      Enter(node, /*told=*/true);
    }
    return !stopped_;
  }

 private:
  WalkedPosition AtRoot() const {
    const auto size = tree_.Find(root_, "SZ");
    return Begin(size ? ReadSgfSize(tree_, *size) : Board(kLargestGoBoard, kLargestGoBoard),
                 Color::kBlack);
  }

  // The position at a node that was entered before.
  void GoTo(NodeId node) {
    std::vector<NodeId> path;
    for (std::optional<NodeId> at = node; at.has_value(); at = tree_.Parent(*at)) {
      path.push_back(*at);
    }
    replayed_ += path.size();
    if (replayed_ > kMostReplayedNodes) {
      tree_.Fail("has too many variations too far from the beginning", tree_.Offset(node));
    }
    position_ = AtRoot();
    for (auto at = path.rbegin(); at != path.rend(); ++at) Enter(*at, /*told=*/false);
  }

  void Enter(NodeId node, bool told) {
    if ((SetUp(node) || node == root_) && told) Tell();
    for (const auto& [key, player] : {std::pair("B", Color::kBlack), {"W", Color::kWhite}}) {
      for (const SgfTree::Value& value : tree_.Values(node, key)) {
        Play(player, value);
        if (told) Tell();
      }
    }
  }

  // Whether the node begins the history anew.
  bool SetUp(NodeId node) {
    const Board& board = position_.game.board();
    PointColors colors = board.colors();
    std::optional<uint64_t> offset;
    for (const auto& [key, color] :
         {std::pair("AB", Color::kBlack), {"AW", Color::kWhite}, {"AE", Color::kEmpty}}) {
      for (const SgfTree::Value& value : tree_.Values(node, key)) {
        for (const Location point : ReadSgfPoints(tree_, value, board)) {
          colors[Index(point)] = color;
        }
        offset = value.offset;
      }
    }
    Color next = position_.game.next();
    if (const auto player = tree_.Find(node, "PL")) next = ReadSgfPlayer(tree_, *player);
    if (!offset.has_value() && next == position_.game.next()) return false;
    position_ = Begin(WithStones(board, colors, offset.value_or(tree_.Offset(node))), next);
    return true;
  }

  Board WithStones(const Board& sized, const PointColors& colors, uint64_t offset) const {
    Board board(sized.width(), sized.height());
    const auto for_each_stone = [&](auto visit) {
      board.ForEachPoint([&](Location point) {
        if (colors[Index(point)] != Color::kEmpty) visit(point);
      });
    };
    for_each_stone([&](Location point) { board.SetUp(point, colors[Index(point)]); });
    for_each_stone([&](Location point) {
      if (board.Liberties(point) > 0) return;
      tree_.Fail("the setup leaves the stone " + MoveName(board, point) + " without a liberty",
                 offset);
    });
    return board;
  }

  void Play(Color player, const SgfTree::Value& value) {
    const Game& game = position_.game;
    const Location move = ReadSgfMove(tree_, value, game.board());
    if (!game.board().IsLegal(move, player, /*multi_stone_suicide=*/true)) {
      tree_.Fail("the move " + MoveName(game.board(), move) +
                     " is illegal: the point is occupied or forbidden by ko, or it is the suicide "
                     "of a single stone",
                 value.offset);
    }
    const bool superko = move != kPass && game.IsSuperkoBanned(move);
    if (player != game.next() || superko) position_ = Begin(game.board(), game.next());
    if (position_.record.moves.size() == kMostMoves) {
      tree_.Fail("has more than " + std::to_string(kMostMoves) + " moves", value.offset);
    }
    position_.game.Play(move, player);
    position_.record.moves.push_back({.player = player, .location = move});
  }

  void Tell() {
    const Game& game = position_.game;
    const std::vector<Move>& moves = game.moves();
    const bool two_passes = moves.size() >= 2 && moves.back().location == kPass &&
                            moves[moves.size() - 2].location == kPass;
    if (stopped_ || game.finished() || two_passes) return;
    const Hash128& hash = game.board().hash();
    const bool added = told_.emplace(hash.low, hash.high, game.next(), game.board().ko()).second;
    if (added) stopped_ = !on_position_(position_);
  }

  const SgfTree& tree_;
  const NodeId root_;
  const OnWalkedPosition& on_position_;
  WalkedPosition position_;
  // Stones, the next player and the ko of positions that were told.
  std::set<std::tuple<uint64_t, uint64_t, Color, Location>> told_ = {};
  // Nodes that were entered again on the way to a variation.
  uint64_t replayed_ = 0;
  bool stopped_ = false;
};

}  // namespace

bool WalkErrorTestPositions(const SgfTree& tree, SgfTree::NodeId root,
                            const OnWalkedPosition& on_position) {
  return Walker(tree, root, on_position).Walk();
}

}  // namespace tidemark::reference
