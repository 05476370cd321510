#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/printable_text.h"
#include "harness/backends/symmetric.h"
#include "harness/cli/game_evaluation.h"
#include "harness/cli/model_arguments.h"
#include "harness/cli/symmetry_argument.h"
#include "harness/cli/text.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/scenario/names.h"
#include "reference/go/rules_text.h"
#include "reference/go/sgf_game.h"
#include "reference/inputs/encode_positions.h"
#include "reference/inputs/position_hash.h"

namespace tidemark::harness {
namespace {

using reference::BoardSize;
using reference::Position;

// Bytes of a player's name that a drawing has room for.
constexpr size_t kLongestName = 60;

struct EvaluateArguments {
  ModelArguments model;
  SymmetryArgument symmetry;
  std::string game;
  size_t game_number = 1;
  std::optional<size_t> move;
  std::string rules;
  std::string komi;
  std::string buffer;
  reference::PostProcessOptions policy = {};
  int repeat = 1;
  bool profile = false;
  std::string color = "auto";
  bool json = false;
};

reference::SgfOptions SgfOptionsOf(const EvaluateArguments& arguments) {
  reference::SgfOptions options;
  if (!arguments.rules.empty()) {
    options.rules = ForOption("--rules", [&] { return reference::ParseRules(arguments.rules); });
  }
  if (!arguments.komi.empty()) {
    const std::optional<double> komi = reference::ParsePoints(arguments.komi);
    if (!komi.has_value() || !reference::IsKomi(*komi)) {
      throw UsageError(converter::Quoted(arguments.komi) +
                           " is not a komi; expected a whole or half number from " +
                           std::to_string(-static_cast<int>(reference::kLargestKomi)) + " to " +
                           std::to_string(static_cast<int>(reference::kLargestKomi)),
                       {.key = "--komi"});
    }
    options.komi = static_cast<float>(*komi);
  }
  return options;
}

reference::SgfGame ReadGame(const EvaluateArguments& arguments) {
  const reference::SgfOptions options = SgfOptionsOf(arguments);
  const reference::SgfTree tree = reference::ReadSgfTree(arguments.game);
  if (arguments.game_number < 1 || arguments.game_number > tree.roots().size()) {
    throw UsageError("game " + std::to_string(arguments.game_number) +
                         " is not there; accepted: 1 to " + std::to_string(tree.roots().size()),
                     {.file = arguments.game, .key = "--game"});
  }
  reference::SgfGame game = ReadSgfGame(tree, tree.roots()[arguments.game_number - 1], options);
  for (std::string& warning : game.warnings) warning = arguments.game + " " + warning;
  game.record.rules = NetworkRules(game.record.rules, game.warnings);
  return game;
}

size_t MoveNumber(const EvaluateArguments& arguments, const reference::GameRecord& record) {
  const size_t moves = record.moves.size();
  if (arguments.move.value_or(0) > moves) {
    throw UsageError(
        std::to_string(*arguments.move) + " moves; accepted: 0 to " + std::to_string(moves),
        {.file = arguments.game, .key = "--move"});
  }
  return arguments.move.value_or(moves);
}

BoardSize BufferFor(const EvaluateArguments& arguments, const ModelTraits& traits,
                    const reference::Board& board) {
  BoardSize buffer = {.height = board.height(), .width = board.width()};
  if (traits.buffer.has_value()) buffer = *traits.buffer;
  if (!arguments.buffer.empty()) {
    const auto size = ForOption("--buffer", [&] { return ParseBoard(arguments.buffer); });
    buffer = {.height = size.y, .width = size.x};
  }
  if (buffer.height < board.height() || buffer.width < board.width()) {
    throw UsageError("the board of " + std::to_string(board.width()) + "x" +
                         std::to_string(board.height()) + " points does not fit into " +
                         std::to_string(buffer.width) + "x" + std::to_string(buffer.height),
                     {.file = arguments.game, .key = "--buffer"});
  }
  return buffer;
}

// The console shows circles where the locale's encoding has them.
bool HasUnicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string locale = value;
    return locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

BoardDrawingOptions DrawingOptions(const std::string& color) {
  const bool wanted = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  const bool on = color == "always" || (color == "auto" && wanted);
  return {.color = on, .unicode = on && HasUnicode()};
}

void StartProfile(Backend& backend) {
  if (backend.StartProfile()) return;
  throw UsageError("the backend " + backend.info().name +
                       (backend.info().emulated ? " (emulated)" : "") +
                       " does not tell what its layers cost; eigen, gpu and the emulated ane do",
                   {.key = "--profile"});
}

int Evaluate(const EvaluateArguments& arguments) {
  const ModelOptions options = arguments.model.Options();
  arguments.symmetry.Check();
  const reference::SgfGame game = ReadGame(arguments);
  const ModelTraits traits = ReadTraits(options.model);
  GameEvaluation evaluation = {
      .model = converter::PrintableText(options.model.filename().string()),
      .game = converter::PrintableText(std::filesystem::path(arguments.game).filename().string()),
      .black = converter::PrintableText(game.black, kLongestName),
      .white = converter::PrintableText(game.white, kLongestName),
      .moves = game.record.moves.size(),
      .backend = std::string(NameOf(options.backend)),
      .threads =
          options.backend == BackendKind::kGpu ? std::nullopt : std::optional(options.threads),
      .version = traits.version,
      .position = PositionAfter(game.record, MoveNumber(arguments, game.record))};
  Position& position = evaluation.position;
  position.pass_alive_suicide = traits.pass_alive_suicide;
  const BoardSize buffer = BufferFor(arguments, traits, position.game.board());
  const reference::EncodeOptions encode = {
      .features = {.pass_alive_suicide = traits.pass_alive_suicide},
      .metadata = arguments.model.Metadata(traits)};
  const reference::NetworkInputs inputs =
      EncodePositions(std::span(&position.game, 1), buffer, encode);
  const reference::Symmetry symmetry = arguments.symmetry.Of(position.game);
  evaluation.symmetry = symmetry.number();
  evaluation.hash = EvaluationHash(position.game, traits.pass_alive_suicide);

  evaluation.optimism = arguments.policy.optimism;
  evaluation.temperature = arguments.policy.temperature;
  const reference::PostProcessor post(traits.version, traits.post_process, arguments.policy);

  OpenedModel model(options, buffer);
  evaluation.precision = model.backend().info().precision;
  evaluation.emulated = model.backend().info().emulated;
  // Not before everything is in order, lest they hide an error.
  for (const std::string& warning : game.warnings) {
    std::fprintf(stderr, "warning: %s\n", converter::PrintableText(warning).c_str());
  }
  reference::RawOutputs outputs;
  const int first_profiled = std::min(1, arguments.repeat - 1);
  for (int i = 0; i < arguments.repeat; ++i) {
    ThrowIfInterrupted();
    // The first of several warms up.
    if (arguments.profile && i == first_profiled) StartProfile(model.backend());
    const auto begin = std::chrono::steady_clock::now();
    outputs = EvaluateUnder(model.backend(), inputs, std::span(&symmetry, 1));
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    evaluation.wall_s.push_back(wall.count());
  }
  if (arguments.profile) {
    evaluation.profile = ProfileOf(model.backend().Profile(),
                                   static_cast<uint64_t>(arguments.repeat - first_profiled));
  }
  evaluation.outputs = post.Apply(outputs, 0, FactsOf(position.game, buffer.height, buffer.width));
  const std::string text = arguments.json
                               ? EvaluationJson(evaluation)
                               : EvaluationText(evaluation, DrawingOptions(arguments.color));
  std::fputs(text.c_str(), stdout);
  return kExitDone;
}

}  // namespace

Verb AddEvaluate(CLI::App& command) {
  auto arguments = std::make_shared<EvaluateArguments>();
  arguments->model.AddTo(command, false);
  command.add_option("sgf", arguments->game, "game in SGF")->required()->check(AFile({".sgf"}));
  command.add_option("--game", arguments->game_number, "which game of the file (default 1)")
      ->check(CLI::Range(1, 1'000'000));
  command.add_option("--move", arguments->move, "after so many moves (default: after the last)")
      ->check(CLI::Range(0, 1'000'000));
  command.add_option("--rules", arguments->rules,
                     "in place of the file's: a preset (japanese), koSIMPLEscoreAREA... or JSON");
  command.add_option("--komi", arguments->komi, "in place of the file's");
  arguments->symmetry.AddTo(command);
  command.add_option("--buffer", arguments->buffer,
                     "evaluate over WxH points (default: the board, or what a package takes)");
  command
      .add_option("--optimism", arguments->policy.optimism,
                  "from the network's main policy, 0 (default), to its optimistic one, 1")
      ->check(CLI::Range(0.0, 1.0));
  command
      .add_option("--temperature", arguments->policy.temperature,
                  "divide the policy's logits by this (default 1)")
      ->check(CLI::Range(0.01, 100.0));
  command.add_option("--repeat", arguments->repeat, "evaluate so often, and show the times")
      ->check(CLI::Range(1, 1'000'000));
  command.add_flag("--profile", arguments->profile,
                   "show what each layer took: time, GFLOP/s and bytes");
  command.add_option("--color", arguments->color, "auto (default), always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command.add_flag("--json", arguments->json, "answer in JSON");
  command.footer(
      "Draws the board with the moves that the network likes best, numbered, and shades it by\n"
      "who will own each point. The last move stands in brackets.\n"
      "\n"
      "--profile sums up the layers by what they do, and lists those that took longest; with\n"
      "--json it has them all, in order. With --repeat the first evaluation warms up and is not\n"
      "in the profile. Operations are counted as a layer is defined, so that an algorithm that\n"
      "saves some shows as a higher rate.\n"
      "\n"
      "Examples:\n"
      "  harness evaluate net.bin.gz game.sgf --move 50\n"
      "  harness evaluate net.bin.gz game.sgf --backend ane --rules japanese --json\n"
      "  harness evaluate net.mlpackage game.sgf --symmetry 3 --threads 2 --repeat 100\n"
      "  harness evaluate net.bin.gz game.sgf --backend ane --profile --repeat 11");
  return [arguments] { return Evaluate(*arguments); };
}

}  // namespace tidemark::harness
