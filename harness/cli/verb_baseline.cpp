#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "converter/error.h"
#include "converter/io/hex.h"
#include "converter/io/sha256.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/gate/baseline_record.h"
#include "harness/report/json_report.h"

namespace tidemark::harness {
namespace {

struct UpdateArguments {
  std::string report;
  std::string baseline;
  std::string noise;
  bool reset_anchor = false;
};

// A baseline is what others are judged by: only a run without a blemish becomes one.
void CheckFitness(const Report& report, const std::string& file) {
  if (report.quick) throw UsageError("made with --quick: it can be no baseline", {.file = file});
  if (report.environment.sanitized || report.environment.build_type != "Release") {
    throw UsageError("a baseline is measured with a Release build without sanitizers, not with " +
                         report.environment.build_type,
                     {.file = file, .key = "environment.build_type"});
  }
  for (const Check& check : report.checks) {
    if (check.status != CheckStatus::kFail) continue;
    throw UsageError("the check '" + check.name + "' failed: it can be no baseline",
                     {.file = file});
  }
  if (!AllPassed(report.checks)) {
    throw UsageError("no check passed: it can be no baseline", {.file = file});
  }
}

// The record that goes with `report`: noise and anchor are those of before, unless there are new
// ones or none.
BaselineRecord NextRecord(const UpdateArguments& arguments, const Report& report) {
  BaselineRecord record = {.host_class = report.environment.host_class, .anchor = AnchorOf(report)};
  if (std::filesystem::exists(arguments.baseline)) {
    const auto before = FindBaselineRecord(arguments.baseline);
    if (before.has_value() && before->host_class == record.host_class) {
      if (!arguments.reset_anchor) record.anchor = before->anchor;
      record.noise = before->noise;
    }
  }
  if (!arguments.noise.empty()) record.noise = ReadNoiseRecord(arguments.noise);
  if (record.noise.has_value() && record.noise->host_class != record.host_class) {
    throw UsageError("the noise was taken on " + record.noise->host_class + ", the report on " +
                         record.host_class,
                     {.file = arguments.noise, .key = "host_class"});
  }
  // Cells that were not there when the anchor was set are anchored now.
  const Anchor now = AnchorOf(report);
  for (const CellAnchor& cell : now.cells) {
    const auto is_it = [&](const CellAnchor& other) { return other.cell == cell.cell; };
    if (std::ranges::none_of(record.anchor.cells, is_it)) record.anchor.cells.push_back(cell);
  }
  return record;
}

int Update(const UpdateArguments& arguments) {
  const Report report = ReadJsonReport(arguments.report);
  CheckFitness(report, arguments.report);
  BaselineRecord record = NextRecord(arguments, report);
  const std::filesystem::path file = arguments.baseline;
  // If this ends between the two, the record does not fit, and every reader says so.
  WriteJsonReport(report, file);
  record.report_sha256 = converter::ToHex(converter::Sha256OfFile(file));
  WriteBaselineRecord(record, BaselineRecordPath(file));
  std::printf("baseline: %s\nrecord: %s\n", file.c_str(), BaselineRecordPath(file).c_str());
  return kExitDone;
}

}  // namespace

Verb AddBaseline(CLI::App& command) {
  auto arguments = std::make_shared<UpdateArguments>();
  CLI::App* const update =
      command.add_subcommand("update", "Make a report the baseline, and keep its record");
  command.require_subcommand(1);
  update->add_option("report", arguments->report, "report of a run without failed checks")
      ->required()
      ->check(AFile({".json"}));
  update->add_option("--baseline", arguments->baseline, "baseline to write or replace")
      ->required()
      ->check(AFile({".json"}));
  update->add_option("--noise", arguments->noise, "record of `harness noise` to keep with it")
      ->check(AFile({".json"}));
  update->add_flag("--reset-anchor", arguments->reset_anchor,
                   "count drift from this report on, as after a release");
  update->footer(
      "Examples:\n"
      "  harness baseline update head.json --baseline results/baselines/b18.json\n"
      "  harness baseline update head.json --baseline results/baselines/smoke.json \\\n"
      "      --noise smoke-noise.json\n"
      "\n"
      "Beside the report lies its record, `<baseline>.baseline.json`: the noise of its host "
      "class,\n"
      "and the anchor that drift is counted from. An update keeps both; gates read both.");
  return [arguments] { return Update(*arguments); };
}

}  // namespace tidemark::harness
