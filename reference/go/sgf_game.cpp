#include "reference/go/sgf_game.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/io/printable_text.h"
#include "reference/go/coordinates.h"
#include "reference/go/rules_text.h"
#include "reference/go/sgf_values.h"

namespace tidemark::reference {
namespace {

using NodeId = SgfTree::NodeId;

struct SetupKey {
  std::string_view key = {};
  Color color = Color::kEmpty;
};
constexpr SetupKey kSetupKeys[] = {
    {"AB", Color::kBlack}, {"AW", Color::kWhite}, {"AE", Color::kEmpty}};

struct MoveKey {
  std::string_view key = {};
  Color player = Color::kBlack;
};
// Black's come first where one node has both.
constexpr MoveKey kMoveKeys[] = {{"B", Color::kBlack}, {"W", Color::kWhite}};

// Reads one game, part after part.
class GameReader {
 public:
  GameReader(const SgfTree& tree, NodeId root, const SgfOptions& options)
      : tree_(tree), root_(root), options_(options) {}

  SgfGame Read() {
    if (const auto kind = tree_.Find(root_, "GM"); kind && SgfText(kind->raw) != "1") {
      tree_.Fail("is not a game of Go: GM must be 1", kind->offset);
    }
    GameRecord& record = game_.record;
    if (const auto size = tree_.Find(root_, "SZ")) {
      record.start = ReadSgfSize(tree_, *size);
    }
    game_.black = RootText("PB");
    game_.white = RootText("PW");
    ReadRules();
    ReadKomi();
    ReadSetup();
    ReadFirstPlayer();
    ReadMoves();
    return std::move(game_);
  }

 private:
  std::string RootText(std::string_view key) const {
    const auto value = tree_.Find(root_, key);
    return value.has_value() ? SgfText(value->raw) : std::string();
  }

  void ReadRules() {
    Rules& rules = game_.record.rules;
    if (options_.rules.has_value()) {
      rules = *options_.rules;
      return;
    }
    const std::string text = RootText("RU");
    std::string problem = "has no rules (RU)";
    if (!text.empty()) {
      try {
        rules = ParseRules(text);
        return;
      } catch (const UsageError&) {
        problem = "has unknown rules (RU), " + converter::Quoted(text);
      }
    }
    game_.warnings.push_back(problem + "; taken as Tromp-Taylor");
  }

  void ReadKomi() {
    float& komi = game_.record.rules.komi;
    if (options_.komi.has_value()) {
      komi = *options_.komi;
      return;
    }
    const auto value = tree_.Find(root_, "KM");
    if (!value.has_value()) return;
    const std::string text = SgfText(value->raw);
    // Many programs write an empty one for an unknown komi.
    if (text.empty()) return;
    const std::optional<double> points = ParsePoints(text);
    if (!points.has_value() || !IsKomi(ServerKomi(*points))) {
      tree_.Fail(converter::Quoted(text) +
                     " is not a komi; expected a whole or half number of points, at most " +
                     std::to_string(static_cast<int>(kLargestKomi)),
                 value->offset);
    }
    komi = static_cast<float>(ServerKomi(*points));
  }

  // Chinese servers and collections count komi in hundredths, in stones of two points, or both.
  double ServerKomi(double points) const {
    const std::string application = RootText("AP");
    if (application == "foxwq" || application == "SGFC:2.0") {
      if (points == 550 || points == 275) return 5.5;
      if (points == 325 || points == 650) return 6.5;
      if (points == 375 || points == 750) return 7.5;
      if (points == 350 || points == 700) return 7;
    }
    const bool quarter =
        points * 2 != std::floor(points * 2) && points * 4 == std::floor(points * 4);
    if (quarter && IsFromGogod() && game_.record.rules.scoring == ScoringRule::kArea) {
      return points * 2;
    }
    return points;
  }

  bool IsFromGogod() const {
    for (const std::string_view key : {"AP", "SO", "US", "CP"}) {
      if (RootText(key).find("GoGoD") != std::string::npos) return true;
    }
    return false;
  }

  void ReadSetup() {
    Board& board = game_.record.start;
    PointSet named;
    std::vector<std::pair<Location, uint64_t>> stones;
    for (const SetupKey& setup : kSetupKeys) {
      for (const SgfTree::Value& value : tree_.Values(root_, setup.key)) {
        for (const Location point : ReadSgfPoints(tree_, value, board)) {
          if (named.test(Index(point))) {
            tree_.Fail("the setup names " + MoveName(board, point) + " twice", value.offset);
          }
          named.set(Index(point));
          if (setup.color == Color::kEmpty) continue;
          board.SetUp(point, setup.color);
          stones.emplace_back(point, value.offset);
        }
      }
    }
    for (const auto& [stone, offset] : stones) {
      if (board.Liberties(stone) > 0) continue;
      tree_.Fail("the setup leaves the stone " + MoveName(board, stone) + " without a liberty",
                 offset);
    }
    if (named.none()) AddFoxHandicap();
  }

  // The Fox server leaves out the handicap stones, and White begins.
  void AddFoxHandicap() {
    Board& board = game_.record.start;
    const std::string text = RootText("HA");
    const bool handicap = text.size() == 1 && text[0] >= '2' && text[0] <= '9';
    if (RootText("AP") != "foxwq" || !handicap || board.area() != 19 * 19 ||
        FirstMover() != Color::kWhite) {
      return;
    }
    for (const Location point : StandardHandicap(board, text[0] - '0')) {
      board.SetUp(point, Color::kBlack);
    }
    game_.warnings.push_back("has no stones for its handicap of " + text +
                             "; they stand where servers put them");
  }

  static std::vector<Location> StandardHandicap(const Board& board, int stones) {
    constexpr int kNear = 3;
    constexpr int kMiddle = 9;
    constexpr int kFar = 15;
    std::vector<Location> points = {board.At(kNear, kFar), board.At(kFar, kNear)};
    if (stones >= 3) points.push_back(board.At(kFar, kFar));
    if (stones >= 4) points.push_back(board.At(kNear, kNear));
    if (stones >= 6) {
      points.push_back(board.At(kNear, kMiddle));
      points.push_back(board.At(kFar, kMiddle));
    }
    if (stones >= 8) {
      points.push_back(board.At(kMiddle, kNear));
      points.push_back(board.At(kMiddle, kFar));
    }
    if (stones >= 5 && stones % 2 == 1) points.push_back(board.At(kMiddle, kMiddle));
    return points;
  }

  // The color of the first move; kEmpty if there is none.
  Color FirstMover() const {
    for (const NodeId node : tree_.MainLine(root_)) {
      for (const MoveKey& key : kMoveKeys) {
        if (tree_.Find(node, key.key)) return key.player;
      }
    }
    return Color::kEmpty;
  }

  void ReadFirstPlayer() {
    Color& first = game_.record.first_player;
    const Board& board = game_.record.start;
    const bool only_black = board.stones(Color::kBlack) > 0 && board.stones(Color::kWhite) == 0 &&
                            !tree_.Find(root_, "AE");
    first = only_black ? Color::kWhite : Color::kBlack;
    if (const auto player = tree_.Find(root_, "PL")) first = ReadSgfPlayer(tree_, *player);
    if (const Color mover = FirstMover(); mover != Color::kEmpty) first = mover;
  }

  void ReadMoves() {
    GameRecord& record = game_.record;
    Game game = Replay(record, 0);
    for (const NodeId node : tree_.MainLine(root_)) {
      for (const SetupKey& setup : kSetupKeys) {
        const auto value = tree_.Find(node, setup.key);
        if (node != root_ && value) {
          tree_.Fail("stones are set up in the middle of the game (" + std::string(setup.key) + ")",
                     value->offset);
        }
      }
      for (const MoveKey& key : kMoveKeys) {
        for (const SgfTree::Value& value : tree_.Values(node, key.key)) {
          PlayMove(key.player, value, game);
        }
      }
    }
  }

  void PlayMove(Color player, const SgfTree::Value& value, Game& game) {
    GameRecord& record = game_.record;
    const Location move = ReadSgfMove(tree_, value, record.start);
    if (!game.IsPlayable(move, player)) {
      const bool empty = game.board().color(move) == Color::kEmpty;
      tree_.Fail("move " + std::to_string(record.moves.size() + 1) + ", " +
                     std::string(NameOf(player)) + " " + MoveName(record.start, move) +
                     ", is illegal: " +
                     (empty ? "it is the suicide of a single stone" : "the point is occupied"),
                 value.offset);
    }
    if (record.moves.size() == kMostMoves) {
      tree_.Fail("has more than " + std::to_string(kMostMoves) + " moves", value.offset);
    }
    game.Play(move, player);
    record.moves.push_back({player, move});
  }

  const SgfTree& tree_;
  const NodeId root_;
  const SgfOptions& options_;
  SgfGame game_ = {};
};

}  // namespace

SgfGame ReadSgfGame(const SgfTree& tree, SgfTree::NodeId root, const SgfOptions& options) {
  return GameReader(tree, root, options).Read();
}

SgfTree ReadSgfTree(const std::filesystem::path& file) {
  const auto source = converter::OpenStreamed(file);
  std::string text;
  // What is too large says so itself, and need not be read to its end.
  while (text.size() <= kMostSgfBytes) {
    const auto bytes = source->Next();
    if (bytes.empty()) break;
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  return SgfTree(std::move(text), file.string());
}

}  // namespace tidemark::reference
