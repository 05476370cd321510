#ifndef TIDEMARK_HARNESS_REPORT_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/engine/inactive_levers.h"
#include "harness/engine/levers.h"
#include "harness/measure/artifact.h"
#include "harness/measure/checks.h"
#include "harness/measure/effects.h"
#include "harness/measure/model_facts.h"
#include "harness/measure/sample.h"
#include "harness/memory/environment.h"
#include "harness/report/backend_record.h"
#include "harness/report/layer_profile.h"
#include "harness/report/output_errors.h"
#include "harness/report/run_summary.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/shard.h"

namespace tidemark::harness {

// What a process of this program holds that does nothing: no lever can bring a run below it.
// Nothing is ever subtracted from a run's figures. Absent values could not be measured.
struct Floor {
  std::optional<uint64_t> peak_rss_bytes = {};
  std::optional<uint64_t> steady_rss_bytes = {};
  std::optional<uint64_t> steady_anon_bytes = {};
  std::optional<uint64_t> peak_footprint_bytes = {};
  std::optional<uint64_t> steady_footprint_bytes = {};
  // Why values are absent, where it is not that this system does not tell them.
  std::string reason = {};
};

// Why a run has no artifact where there was none to be had.
inline constexpr char kNothingConverted[] = "no process of this cell converted";

// One cell of the plan; or an external command.
struct RunRecord {
  // "seed/ane"; "converter/command".
  std::string id = {};
  std::string lever_set = {};
  LeverSet levers = {};
  // What the engine was configured with, and the same in a word ("ane+gpu"); none and "none" where
  // there was a converter alone.
  std::vector<std::string> devices = {};
  std::string backend = {};
  // A device of them is imitated in software.
  bool emulated = false;
  // Each of them that came to life. Empty in reports of versions that knew one device only.
  std::vector<BackendRecord> backends = {};
  // Levers of the set that do nothing with these devices.
  std::vector<InactiveLever> inactive_levers = {};
  // The words of an external command; absent for this program's own cells.
  std::optional<std::vector<std::string>> command = {};
  std::vector<Sample> samples = {};
  RunSummary summary = {};
  // Absent, with the reason, where nothing was converted or the samples disagree.
  std::optional<Artifact> artifact = {};
  std::string artifact_reason = {};
  // Of the device that is farthest from the reference (WorstOf()). Absent, with the reason, where
  // nothing was evaluated or there was nothing to compare with.
  std::optional<OutputErrors> error = {};
  std::string error_reason = {};
  // Where it was asked for: absent, with the reason, where no device tells or samples disagree.
  // Without either, it was not asked for.
  std::optional<LayerProfile> profile = {};
  std::string profile_reason = {};
};

// Something to know when reading the figures.
struct Warning {
  // What kind of warning: "two_modes", "few_repeats".
  std::string id = {};
  // The run it is about; empty for all of them.
  std::string run = {};
  std::string message = {};

  friend bool operator==(const Warning&, const Warning&) = default;
};

// Everything that `harness run` or `harness measure` found. Other verbs read reports and nothing
// else.
struct Report {
  // As it ran: with the overrides of the command line.
  Scenario scenario = {};
  // Made with --quick: figures to look at, not to gate on.
  bool quick = false;
  // Which part of the scenario was measured, if not the whole.
  std::optional<Shard> shard = {};
  Environment environment = {};
  // Absent, with the reason, where external commands alone were measured.
  std::optional<ModelFacts> model = {};
  std::string model_reason = {};
  Floor floor = {};
  // In the order of the plan. Of a shard: its own cells, perhaps none.
  std::vector<RunRecord> runs = {};
  std::vector<Effect> effects = {};
  std::vector<Check> checks = {};
  std::vector<Warning> warnings = {};
};

inline constexpr int kReportSchemaVersion = 1;

// What tells the model from every other one, the hash of its content, and its name; "none" where
// external commands alone were measured.
std::string ModelIdentityOf(const Report& report);
std::string ModelNameOf(const Report& report);

// Null if there is none.
const RunRecord* FindRun(const Report& report, const std::string& id);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_REPORT_H_
