#ifndef TIDEMARK_HARNESS_MEASURE_CAMPAIGN_H_
#define TIDEMARK_HARNESS_MEASURE_CAMPAIGN_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/measure/backend_error.h"
#include "harness/measure/cell_runner.h"
#include "harness/measure/measured_model.h"
#include "harness/measure/measured_positions.h"
#include "harness/measure/sample.h"
#include "harness/scenario/plan.h"

namespace tidemark::harness {

// Why a cell has no error where its engine's outputs never arrived; what the process said follows.
inline constexpr char kNothingEvaluated[] =
    "no process of this cell evaluated its positions to the end";

// How far the outputs of one of a cell's devices are from those of the reference, or of another of
// its devices.
struct MeasuredPair {
  std::string backend = {};
  // "eigen", or a device.
  std::string reference = {};
  BackendError error = {};
};

// All runs of one cell, in order of their repeats.
struct MeasuredCell {
  std::vector<CellRun> runs = {};
  // Of the first run that ended well: each device against the reference, in their order, then each
  // against those before it. Empty with the reason.
  std::vector<MeasuredPair> errors = {};
  std::string error_reason = {};
};

// A plan, carried out.
struct Campaign {
  MeasuredModel model = {};
  MeasuredPositions positions = {};
  // A process of this program that does nothing.
  Sample floor = {};
  // As Plan::cells.
  std::vector<MeasuredCell> cells = {};
  // What was to be kept and could not be, and why.
  std::vector<std::string> lost_artifacts = {};
};

// Told what is going on.
class CampaignObserver {
 public:
  virtual ~CampaignObserver() = default;

  virtual void BeginStep(const std::string& name) = 0;
  virtual void Phase(const std::string& name) = 0;
};

// How many steps a plan has: its processes, and the preparations before them.
int CampaignSteps(const Plan& plan);

// Carries out a plan: finds or makes the network, has the reference computed, measures the floor,
// then runs every step in a process of its own. This process never holds a network. With
// `keep_artifacts` each cell's first package is kept there as `<set>-<devices>.mlpackage`, and its
// raw outputs as `<set>-<devices>.cases`. However a cell's process ends, and where it cannot be
// started or given what it needs, that is a result. Throws what preparing throws, and
// InterruptedError.
Campaign RunCampaign(const Plan& plan, const std::optional<std::filesystem::path>& keep_artifacts,
                     CampaignObserver& observer);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CAMPAIGN_H_
