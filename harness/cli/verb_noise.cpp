#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/cli/campaign_progress.h"
#include "harness/cli/run_arguments.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/gate/noise.h"
#include "harness/memory/environment.h"
#include "harness/report/assemble.h"
#include "harness/report/json_report.h"
#include "harness/report/text_table.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

// The multiple of sigma that the default policy allows for.
constexpr double kSigmas = 5;

struct NoiseArguments {
  RunArguments run;
  std::vector<std::string> reports;
  int runs = 10;
  std::string out;
};

NoiseRecord OfReports(const std::vector<std::string>& files) {
  NoiseMeter meter;
  for (const std::string& file : files) meter.Add(ReadJsonReport(file), file);
  return meter.Record();
}

NoiseRecord OfRuns(const NoiseArguments& arguments) {
  const Plan plan = arguments.run.ReadPlan();
  if (plan.quick) throw UsageError("has nothing to say of noise", {.key = "--quick"});
  if (plan.shard) throw UsageError("noise is of whole runs", {.key = "--shard"});
  const Environment environment = DescribeEnvironment();
  NoiseMeter meter;
  CampaignProgress progress(CampaignSteps(plan) * arguments.runs);
  for (int run = 0; run < arguments.runs; ++run) {
    const Campaign campaign = RunCampaign(plan, {}, progress);
    meter.Add(AssembleReport(plan, campaign, environment), "run " + std::to_string(run + 1));
  }
  return meter.Record();
}

std::string NoiseText(const NoiseRecord& noise) {
  TextTable table;
  table.AddRow({"cell", "figure", "median", "sigma", "of it", "least", "most", "suggested floor"});
  for (const CellNoise& cell : noise.cells) {
    for (const NoiseFigure& figure : cell.figures) {
      const double percent =
          figure.median_bytes > 0 ? 100 * figure.sigma_bytes / figure.median_bytes : 0;
      const auto floor = static_cast<double>(SuggestedFloor(figure, kSigmas));
      table.AddRow({converter::PrintableText(cell.cell), converter::PrintableText(figure.metric),
                    BytesText(figure.median_bytes), BytesText(figure.sigma_bytes),
                    figure.median_bytes > 0 ? PercentText(percent) : "-",
                    BytesText(figure.min_bytes), BytesText(figure.max_bytes), BytesText(floor)});
    }
  }
  return converter::PrintableText(noise.scenario + ": " + std::to_string(noise.runs) + " runs of " +
                                  std::to_string(noise.repeats) + " repeats, " + noise.host_class) +
         "\n" + table.Text() + "floors are " + NumberText(kSigmas) +
         " sigma of a run's median, rounded up to 64 KiB\n";
}

int Noise(const NoiseArguments& arguments) {
  if (arguments.run.scenario.empty() == arguments.reports.empty()) {
    throw UsageError("expected a scenario to run, or reports with --from");
  }
  const NoiseRecord noise =
      arguments.reports.empty() ? OfRuns(arguments) : OfReports(arguments.reports);
  if (!arguments.out.empty()) WriteNoiseRecord(noise, arguments.out);
  std::fputs(NoiseText(noise).c_str(), stdout);
  return kExitDone;
}

}  // namespace

Verb AddNoise(CLI::App& command) {
  auto arguments = std::make_shared<NoiseArguments>();
  arguments->run.AddTo(command);
  command.get_option("scenario")->required(false);
  command.add_option("-n,--runs", arguments->runs, "runs of the scenario")
      ->check(CLI::Range(2, 1000))
      ->capture_default_str();
  const std::vector<CLI::Option*> running = command.get_options();
  CLI::Option* const from = command
                                .add_option("--from", arguments->reports,
                                            "reports of one build to take instead of running it")
                                ->check(AFile({".json"}));
  // What is about running has nothing to say where nothing runs.
  for (CLI::Option* const option : running) {
    if (option != command.get_help_ptr()) from->excludes(option);
  }
  command
      .add_option("--out", arguments->out, "record to write, for `harness baseline update --noise`")
      ->check(AFile({".json"}));
  command.footer(
      "Examples:\n"
      "  harness noise scenarios/smoke.json -n 10 --out smoke-noise.json\n"
      "  harness noise --from run-1.json run-2.json run-3.json\n"
      "\n"
      "Runs one build against itself and tells how far each figure moves: sigma is the standard\n"
      "deviation of the medians of the runs.");
  return [arguments] { return Noise(*arguments); };
}

}  // namespace tidemark::harness
