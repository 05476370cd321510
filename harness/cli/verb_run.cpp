#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>

#include "converter/error.h"
#include "harness/cli/campaign_progress.h"
#include "harness/cli/ci_gate.h"
#include "harness/cli/ci_report.h"
#include "harness/cli/gate_arguments.h"
#include "harness/cli/gate_text.h"
#include "harness/cli/gated_run.h"
#include "harness/cli/kept_report.h"
#include "harness/cli/report_folder.h"
#include "harness/cli/report_outcome.h"
#include "harness/cli/run_arguments.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/measure/campaign.h"
#include "harness/memory/environment.h"
#include "harness/report/assemble.h"
#include "harness/report/console_report.h"

namespace tidemark::harness {
namespace {

struct RunVerbArguments {
  RunArguments run;
  std::string out;
  bool keep_artifacts = false;
  GateArguments gate;
  int confirm = 0;
};

// results/<scenario>-<UTC time>.json; shards that begin at the same time differ by their number.
std::filesystem::path DefaultReport(const Plan& plan) {
  const std::time_t now = std::time(nullptr);
  std::tm utc = {};
  gmtime_r(&now, &utc);
  char time[32];
  std::strftime(time, sizeof time, "%Y%m%dT%H%M%SZ", &utc);
  std::string name = plan.scenario.name + "-" + time;
  if (plan.shard.has_value()) {
    name +=
        "-shard-" + std::to_string(plan.shard->index) + "-of-" + std::to_string(plan.shard->count);
  }
  return std::filesystem::path("results") / (name + ".json");
}

// Nothing is lost that lies where this run will write: told before the hours, too.
void CheckArtifacts(const std::optional<std::filesystem::path>& artifacts) {
  if (artifacts.has_value() && std::filesystem::exists(*artifacts)) {
    throw UsageError("artifacts of an earlier run are here; remove them or name another report",
                     {.file = artifacts->string(), .key = "--keep-artifacts"});
  }
}

// Judges the run, and tells of it. Returns the exit code.
int JudgeRun(const RunVerbArguments& arguments, const Plan& plan, const Report& report,
             const std::filesystem::path& file, const Baseline& baseline, const Policy& policy) {
  const GateResult result = GateRun(plan, report, baseline, policy, arguments.confirm);
  std::printf("\n%s", GateText(result, {.color = isatty(STDOUT_FILENO) == 1,
                                        .head = file.string(),
                                        .baseline = arguments.gate.baseline})
                          .c_str());
  TellCi(result);
  return result.passed() ? kExitDone : kExitCheckFailed;
}

int RunScenario(const RunVerbArguments& arguments) {
  const Plan plan = arguments.run.ReadPlan();
  // Read before hours of measuring and not after.
  std::optional<Baseline> baseline;
  if (!arguments.gate.baseline.empty()) baseline = arguments.gate.ReadBaseline();
  const Policy policy = arguments.gate.ReadPolicy();
  if (baseline.has_value() && plan.quick) {
    throw UsageError("gates nothing, so it does not go with --gate", {.key = "--quick"});
  }
  if (baseline.has_value() && plan.shard.has_value()) {
    throw UsageError("measures a part, and a part gates nothing; gate what `harness merge` joins",
                     {.key = "--shard"});
  }
  const std::filesystem::path file =
      arguments.out.empty() ? DefaultReport(plan) : std::filesystem::path(arguments.out);
  PrepareReport(file);
  std::optional<std::filesystem::path> artifacts;
  if (arguments.keep_artifacts)
    artifacts = std::filesystem::path(file).replace_extension("artifacts");
  CheckArtifacts(artifacts);

  Campaign campaign;
  {
    CampaignProgress progress(CampaignSteps(plan));
    campaign = RunCampaign(plan, artifacts, progress);
  }
  const Report report = AssembleReport(plan, campaign, DescribeEnvironment());
  KeepReport(report, file);
  std::fputs(ConsoleReport(report, {.color = isatty(STDOUT_FILENO) == 1}).c_str(), stdout);
  std::printf("\nreport: %s\n", file.c_str());
  if (artifacts.has_value()) std::printf("artifacts: %s\n", artifacts->c_str());
  TellCi(report, arguments.run.scenario);
  const ExitCode outcome = OutcomeOf(report);
  if (!baseline.has_value() || outcome == kExitNotMeasured) return outcome;
  return JudgeRun(arguments, plan, report, file, *baseline, policy);
}

}  // namespace

Verb AddRun(CLI::App& command) {
  auto arguments = std::make_shared<RunVerbArguments>();
  arguments->run.AddTo(command);
  command
      .add_option("--out", arguments->out,
                  "report to write (default: results/<scenario>-<time>.json)")
      ->check(AFile({".json"}));
  command.add_flag("--keep-artifacts", arguments->keep_artifacts,
                   "keep each cell's package and raw outputs beside the report");
  arguments->gate.AddTo(command, "--gate", false);
  command
      .add_option("--confirm", arguments->confirm,
                  "measure cells that fail the gate so many times again; a failure stands if it "
                  "comes back every time")
      ->needs("--gate")
      ->check(CLI::Range(0, 100));
  command.footer(
      "Examples:\n"
      "  harness run scenarios/b18.json\n"
      "  harness run scenarios/smoke.json --quick --out /tmp/smoke.json\n"
      "  harness run scenarios/file.json --model net.bin.gz --cases cases/net\n"
      "  harness run scenarios/b18.json --gate results/baselines/b18.json --confirm 3\n"
      "  harness run scenarios/b18.json --shard 2/4 --out part-2.json\n"
      "  harness run scenarios/b18.json --filter off --profile\n"
      "\n"
      "With --profile, or \"profile\": true in the scenario, the report has what each layer took:\n"
      "its time, GFLOP/s and bytes. That is counted in the measured processes, not in their\n"
      "warm-up, and shows in their times and memory: leave it out where they are gated.\n"
      "\n"
      "A scenario spreads over machines with --shard, in a Slurm array (sbatch --array=0-3) as\n"
      "--shard $((SLURM_ARRAY_TASK_ID+1))/$SLURM_ARRAY_TASK_COUNT; `harness merge` joins the "
      "parts.\n"
      "A shard has all repeats of its lever sets. Where there are more shards than there is to\n"
      "measure, the last ones write a report without figures, which `harness merge` takes, and\n"
      "end with 3.\n"
      "\n"
      "Exit codes: 0 every check passed, 1 a check or the gate failed, 3 nothing could be "
      "measured.");
  return [arguments] { return RunScenario(*arguments); };
}

}  // namespace tidemark::harness
