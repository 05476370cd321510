#include "harness/scenario/names.h"

#include <array>
#include <charconv>
#include <utility>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

using converter::ActivationKind;
using converter::Precision;
using converter::PrecisionTier;
using converter::Quoted;
using converter::Target;

template <typename Value>
using Word = std::pair<std::string_view, Value>;

constexpr auto kPrecisions =
    std::to_array<Word<Precision>>({{"fp16", Precision::kFloat16}, {"fp32", Precision::kFloat32}});
constexpr auto kTiers = std::to_array<Word<PrecisionTier>>({{"half", PrecisionTier::kHalf},
                                                            {"mixed", PrecisionTier::kMixed},
                                                            {"full", PrecisionTier::kFull}});
constexpr auto kTargets = std::to_array<Word<Target>>({{"macos12", Target::kMacOs12},
                                                       {"ios15", Target::kMacOs12},
                                                       {"macos15", Target::kMacOs15},
                                                       {"ios18", Target::kMacOs15}});
constexpr auto kActivations =
    std::to_array<Word<ActivationKind>>({{"identity", ActivationKind::kIdentity},
                                         {"relu", ActivationKind::kRelu},
                                         {"mish", ActivationKind::kMish},
                                         {"silu", ActivationKind::kSilu}});

template <typename Words, typename Value>
std::string_view WordFor(const Words& words, Value value) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return word;
  }
  return {};
}

template <typename Words>
auto MeaningOf(const Words& words, std::string_view name, const std::string& what) {
  std::string known;
  for (const auto& [word, meaning] : words) {
    if (word == name) return meaning;
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  throw UsageError("unknown " + what + " " + Quoted(name) + "; known are " + known);
}

template <typename Words>
std::vector<std::string> NamesIn(const Words& words) {
  std::vector<std::string> names;
  for (const auto& [word, meaning] : words) names.emplace_back(word);
  return names;
}

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string_view NameOf(Precision precision) { return WordFor(kPrecisions, precision); }

Precision ParsePrecision(std::string_view name) {
  return MeaningOf(kPrecisions, name, "precision");
}

std::vector<std::string> PrecisionNames() { return NamesIn(kPrecisions); }

std::string_view NameOf(PrecisionTier tier) { return WordFor(kTiers, tier); }

std::string_view NameOf(Target target) { return WordFor(kTargets, target); }

Target ParseTarget(std::string_view name) { return MeaningOf(kTargets, name, "target"); }

std::vector<std::string> TargetNames() { return NamesIn(kTargets); }

std::string_view NameOf(ActivationKind activation) { return WordFor(kActivations, activation); }

ActivationKind ParseActivation(std::string_view name) {
  return MeaningOf(kActivations, name, "activation");
}

std::vector<std::string> ActivationNames() { return NamesIn(kActivations); }

std::string FormatBoard(BoardSize board) {
  return std::to_string(board.x) + "x" + std::to_string(board.y);
}

BoardSize ParseBoard(std::string_view text) {
  BoardSize board;
  const char* const end = text.data() + text.size();
  const auto x = std::from_chars(text.data(), end, board.x);
  if (x.ec == std::errc() && x.ptr != end && *x.ptr == 'x') {
    const auto y = std::from_chars(x.ptr + 1, end, board.y);
    const auto fits = [](int size) {
      return size >= converter::kSmallestBoard && size <= converter::kLargestBoard;
    };
    if (y.ec == std::errc() && y.ptr == end && fits(board.x) && fits(board.y)) return board;
  }
  throw UsageError(Quoted(text) + " is not a board; expected width x height, each " +
                   std::to_string(converter::kSmallestBoard) + " to " +
                   std::to_string(converter::kLargestBoard) + ", as in \"19x19\"");
}

void CheckName(std::string_view name) {
  bool good = !name.empty() && name.size() <= 64 && IsLetterOrDigit(name.front());
  for (const char c : name) good = good && (IsLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
  if (good) return;
  throw UsageError(Quoted(name) +
                   " is not a name; expected up to 64 letters, digits, '.', '_' and '-', "
                   "beginning with a letter or digit");
}

}  // namespace tidemark::harness
