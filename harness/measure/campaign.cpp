#include "harness/measure/campaign.h"

#include <algorithm>
#include <system_error>

#include "converter/error.h"
#include "converter/io/temporary_directory.h"

namespace tidemark::harness {
namespace {

// The model, the reference and the floor.
constexpr int kPreparations = 3;
// Of a process that does nothing.
constexpr double kFloorTimeoutS = 30;

// Is there anything to be held against the reference?
bool NeedsReference(const Plan& plan) {
  return !plan.scenario.conversion_only && !plan.steps.empty();
}

// Why none of a cell's processes has outputs.
std::string NoOutputsReason(const MeasuredCell& cell) {
  std::string reason = kNothingEvaluated;
  for (const CellRun& run : cell.runs) {
    if (run.sample.exit.message.empty()) continue;
    return reason + ": " + run.sample.exit.message;
  }
  return reason;
}

std::string FileNameOf(const Cell& cell) {
  std::string name = cell.id;
  std::ranges::replace(name, '/', '-');
  return name;
}

// The steps of a plan over one model and its positions.
class Steps {
 public:
  Steps(const Plan& plan, const std::optional<std::filesystem::path>& keep_artifacts,
        const std::filesystem::path& folder, Campaign& campaign, CampaignObserver& observer)
      : plan_(plan),
        keep_artifacts_(keep_artifacts),
        folder_(folder),
        campaign_(campaign),
        observer_(observer) {}

  void Run(const Step& step) {
    const Cell& cell = plan_.cells[step.cell];
    MeasuredCell& measured = campaign_.cells[step.cell];
    observer_.BeginStep(cell.id + " " + std::to_string(step.repeat + 1) + "/" +
                        std::to_string(plan_.scenario.repeats));
    const std::filesystem::path work = folder_ / "cell";
    CellSpec spec = SpecOf(cell, step.repeat, work);
    CellRun run = RunOrTellWhyNot(spec, step.repeat);
    if (run.has_outputs && measured.errors.empty()) Compare(spec, cell, measured);
    measured.runs.push_back(std::move(run));
    std::error_code ignored;
    std::filesystem::remove_all(work, ignored);
  }

 private:
  CellSpec SpecOf(const Cell& cell, int repeat, const std::filesystem::path& work) const {
    const Scenario& scenario = plan_.scenario;
    CellSpec spec = {.network = campaign_.model.file,
                     .conversion_only = scenario.conversion_only,
                     .levers = cell.levers,
                     .leak = cell.leak,
                     .devices = ParseDevices(cell.devices),
                     .board_x = scenario.board_x,
                     .board_y = scenario.board_y,
                     .precision = scenario.precision,
                     .gpu_precision = scenario.gpu_precision,
                     .batch = scenario.batch,
                     .inputs = campaign_.positions.inputs,
                     .outputs = work / "outputs",
                     .warmup = scenario.warmup,
                     .profile = scenario.profile,
                     .settle = scenario.settle,
                     .work_directory = work,
                     .floor_file_bytes = campaign_.floor.steady_file_bytes};
    if (plan_.quick) spec.min_evaluations = 1;
    if (keep_artifacts_.has_value() && repeat == 0) {
      spec.keep_package = *keep_artifacts_ / (FileNameOf(cell) + ".mlpackage");
    }
    return spec;
  }

  // What this process is refused, a full disk or one process too many, ends one run of one cell
  // like anything that its process may meet: what was measured before is kept.
  CellRun RunOrTellWhyNot(const CellSpec& spec, int repeat) {
    std::string why;
    try {
      std::filesystem::create_directory(spec.work_directory);
      return RunCell(spec, repeat, plan_.scenario.timeout_s,
                     [this](const std::string& phase) { observer_.Phase(phase); });
    } catch (const IoError& error) {
      why = error.what();
    } catch (const std::filesystem::filesystem_error& error) {
      why = error.what();
    }
    return {.sample = {.repeat = repeat,
                       .exit = {.status = "error", .message = why},
                       .growth_reason = "the process was not started"}};
  }

  void Compare(const CellSpec& spec, const Cell& cell, MeasuredCell& measured) {
    try {
      measured.errors = ErrorsOf(spec);
    } catch (const FormatError& error) {
      measured.error_reason = error.what();
    } catch (const IoError& error) {
      measured.error_reason = error.what();
    }
    if (measured.errors.empty() || !keep_artifacts_.has_value()) return;
    try {
      KeepOutputs(spec, cell);
    } catch (const std::filesystem::filesystem_error& error) {
      campaign_.lost_artifacts.push_back("outputs of " + cell.id + ": " + error.what());
    }
  }

  void KeepOutputs(const CellSpec& spec, const Cell& cell) const {
    for (const Device device : spec.devices) {
      std::string name = FileNameOf(cell);
      if (spec.devices.size() > 1) name += "." + std::string(NameOf(device));
      std::filesystem::copy(OutputsOf(spec, device), *keep_artifacts_ / (name + ".cases"),
                            std::filesystem::copy_options::recursive);
    }
  }

  std::vector<MeasuredPair> ErrorsOf(const CellSpec& spec) const {
    std::vector<MeasuredPair> errors;
    const auto compare = [&](Device device, std::string reference,
                             const std::filesystem::path& expected) {
      errors.push_back({.backend = std::string(NameOf(device)),
                        .reference = std::move(reference),
                        .error = ErrorBetween(campaign_.model, campaign_.positions.inputs, expected,
                                              OutputsOf(spec, device))});
    };
    for (const Device device : spec.devices) {
      compare(device, "eigen", campaign_.positions.reference);
    }
    for (size_t i = 0; i < spec.devices.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        compare(spec.devices[i], std::string(NameOf(spec.devices[j])),
                OutputsOf(spec, spec.devices[j]));
      }
    }
    return errors;
  }

  const Plan& plan_;
  const std::optional<std::filesystem::path>& keep_artifacts_;
  const std::filesystem::path& folder_;
  Campaign& campaign_;
  CampaignObserver& observer_;
};

}  // namespace

int CampaignSteps(const Plan& plan) {
  const int preparations = kPreparations - (NeedsReference(plan) ? 0 : 1);
  return preparations + static_cast<int>(plan.steps.size());
}

Campaign RunCampaign(const Plan& plan, const std::optional<std::filesystem::path>& keep_artifacts,
                     CampaignObserver& observer) {
  const converter::TemporaryDirectory folder;
  if (keep_artifacts.has_value()) std::filesystem::create_directories(*keep_artifacts);
  Campaign campaign;
  observer.BeginStep("network");
  campaign.model = PrepareModel(plan.scenario.model);
  if (NeedsReference(plan)) {
    observer.BeginStep("reference");
    campaign.positions = PreparePositions(plan, campaign.model, folder.path());
  }
  observer.BeginStep("floor");
  campaign.floor = RunEmptyCell(kFloorTimeoutS);
  campaign.cells.resize(plan.cells.size());
  Steps steps(plan, keep_artifacts, folder.path(), campaign, observer);
  for (const Step& step : plan.steps) steps.Run(step);
  for (MeasuredCell& cell : campaign.cells) {
    if (cell.errors.empty() && cell.error_reason.empty()) {
      cell.error_reason = plan.scenario.conversion_only
                              ? "nothing is evaluated where conversion alone is measured"
                              : NoOutputsReason(cell);
    }
  }
  return campaign;
}

}  // namespace tidemark::harness
