#ifndef TIDEMARK_HARNESS_SCENARIO_SCENARIO_H_
#define TIDEMARK_HARNESS_SCENARIO_SCENARIO_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converter/convert.h"
#include "converter/network/layers.h"
#include "harness/engine/levers.h"
#include "harness/scenario/limits.h"

namespace tidemark::harness {

// The network that is measured: a file, or a synthetic network. Exactly one of `path` and
// `synthesize` is set.
struct ModelSource {
  // A network file, `.bin` or `.bin.gz`.
  std::filesystem::path path = {};
  // The name of an architecture (converter/network/architecture.h).
  std::string synthesize = {};
  // Format version of a synthetic network; by default the architecture's own.
  std::optional<int> version = {};
  uint64_t seed = 0;
  // Activation of a synthetic network; by default the architecture's own.
  std::optional<converter::ActivationKind> activation = {};

  friend bool operator==(const ModelSource&, const ModelSource&) = default;
};

// What is evaluated: the positions of files, or the recorded cases in a folder; without either,
// positions of random games.
struct PositionSource {
  // So many positions, each of a game of random moves of its own.
  int random = 8;
  // Games in SGF, the positions of their main lines.
  std::vector<std::filesystem::path> sgf = {};
  // Positions as JSON lines.
  std::filesystem::path jsonl = {};
  // Of each game, and of the lines, each so many-th position.
  int every = 1;
  // A folder of recorded cases.
  std::filesystem::path cases = {};

  bool is_random() const { return sgf.empty() && jsonl.empty() && cases.empty(); }
  // The files of games or positions.
  std::vector<std::filesystem::path> files() const;

  friend bool operator==(const PositionSource&, const PositionSource&) = default;
};

// Memory that a process loses on purpose, to prove that a gate sees it: as much as this, written to
// and never freed, from the beginning of a phase on.
struct Leak {
  std::string phase = {};
  uint64_t bytes = 0;

  friend bool operator==(const Leak&, const Leak&) = default;
};

// One way to run the engine, under the name that cells, effects and limits know it by.
struct NamedLevers {
  std::string name = {};
  LeverSet levers = {};
  std::optional<Leak> leak = {};

  friend bool operator==(const NamedLevers&, const NamedLevers&) = default;
};

// How long a process may take to come to rest before its steady memory is read.
struct Settle {
  double min_s = 0.5;
  double max_s = 5;

  friend bool operator==(const Settle&, const Settle&) = default;
};

// What to measure, as `scenarios/*.json` describe it; scenarios/scenario.schema.json is the same
// in JSON Schema. Fields without a comment of their own are explained there.
struct Scenario {
  std::string name = {};
  // A sentence for people.
  std::string description = {};
  ModelSource model = {};
  int board_x = 19;
  int board_y = 19;
  converter::Precision precision = converter::Precision::kFloat16;
  // Of a GPU's weights and activations.
  converter::Precision gpu_precision = converter::Precision::kFloat32;
  // Positions in one evaluation.
  int batch = 1;
  // Measure the converter alone, without an engine: no devices, and nothing is evaluated.
  bool conversion_only = false;
  // The words of an external command that was measured: neither an engine nor a converter of this
  // program, so that everything else but names, repeats, warm-up and time limit means nothing.
  std::vector<std::string> command = {};
  // The engines to measure, each with the devices it is configured with; of a converter alone there
  // is one, without devices.
  std::vector<std::vector<std::string>> devices = {{"ane"}};
  // In the order in which they run and are printed.
  std::vector<NamedLevers> lever_sets = {};
  // Processes for each cell.
  int repeats = 5;
  PositionSource positions = {};
  // Evaluations before the measured ones.
  int warmup = 1;
  // Time each layer of the measured evaluations: opt-in, since counting takes memory and time.
  bool profile = false;
  // A process that takes longer is killed, and reported so.
  double timeout_s = 120;
  Settle settle = {};
  std::vector<CellLimits> limits = {};

  friend bool operator==(const Scenario&, const Scenario&) = default;
};

inline constexpr int kScenarioSchemaVersion = 1;

// What numbers of a scenario may be.
inline constexpr int kMaxRepeats = 1000;
inline constexpr int kMaxBatch = 256;
inline constexpr int kMaxRandomPositions = 4096;
inline constexpr int kMaxEvery = 10'000;
inline constexpr int kMaxWarmup = 1000;
inline constexpr uint64_t kMaxLeakBytes = uint64_t{1} << 30;

// The phases of a life in order: an engine's, or that of a converter alone.
std::span<const std::string_view> PhasesOf(bool conversion_only);

// The lever set that effects are measured against: the first one with no lever on. Null if there
// is none.
const NamedLevers* BaselineOf(const Scenario& scenario);

// The ceilings of one cell; empty if it has none.
std::vector<Limit> LimitsOf(const Scenario& scenario, const std::string& cell);

// "seed/ane", or "seed/convert" without devices.
std::string CellId(const NamedLevers& set, const std::vector<std::string>& devices);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_SCENARIO_H_
