#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "converter/error.h"
#include "harness/cli/ci_report.h"
#include "harness/cli/report_outcome.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/report/console_report.h"
#include "harness/report/json_report.h"
#include "harness/report/merge.h"

namespace tidemark::harness {
namespace {

struct MergeVerbArguments {
  std::vector<std::string> reports;
  std::string out;
  MergeOptions options;
};

// The merged report may become one of the files of an earlier merge, and must not be what it is
// made of; and it is about as large as they are together.
void CheckFiles(const MergeVerbArguments& arguments) {
  uint64_t bytes = 0;
  for (const std::string& report : arguments.reports) {
    std::error_code error;
    if (std::filesystem::equivalent(report, arguments.out, error) && !error) {
      throw UsageError("is one of the reports to merge, and would be replaced",
                       {.file = arguments.out, .key = "--out"});
    }
    const uintmax_t size = std::filesystem::file_size(report, error);
    if (!error) bytes += size;
  }
  if (bytes > kMostReportBytes) {
    throw UsageError("the reports have " + std::to_string(bytes) +
                     " bytes together, and one may have " + std::to_string(kMostReportBytes));
  }
}

int Merge(const MergeVerbArguments& arguments) {
  CheckFiles(arguments);
  std::vector<NamedReport> reports;
  for (const std::string& file : arguments.reports) {
    reports.push_back({.name = file, .report = ReadJsonReport(file)});
  }
  const Report merged = MergeReports(reports, arguments.options);
  WriteJsonReport(merged, arguments.out);
  std::fputs(ConsoleReport(merged, {.color = isatty(STDOUT_FILENO) == 1}).c_str(), stdout);
  std::printf("\nreport: %s\n", arguments.out.c_str());
  TellCi(merged, "");
  return OutcomeOf(merged);
}

}  // namespace

Verb AddMerge(CLI::App& command) {
  auto arguments = std::make_shared<MergeVerbArguments>();
  command.add_option("reports", arguments->reports, "reports of one scenario")
      ->required()
      ->check(AFile({".json"}));
  command.add_option("--out", arguments->out, "report to write")
      ->required()
      ->check(AFile({".json"}));
  command.add_flag("--across-hosts", arguments->options.across_hosts,
                   "join reports of different host classes, and warn of it in the report");
  command.add_flag("--across-builds", arguments->options.across_builds,
                   "join reports of different builds of harness, and warn of it in the report");
  command.add_flag("--partial", arguments->options.partial,
                   "do without shards that are missing; a check of the report fails for it");
  command.footer(
      "Lever sets that are in several reports get the repeats of all of them; summaries, effects,\n"
      "checks and warnings are made anew. The order of the reports makes no difference.\n"
      "\n"
      "Examples:\n"
      "  harness merge part-*.json --out b18.json\n"
      "  harness merge base-1.json base-2.json base-3.json --out base.json\n"
      "\n"
      "Exit codes: 0 every check passed, 1 a check failed, 2 the reports cannot be merged, 3 "
      "nothing\n"
      "was measured in them.");
  return [arguments] { return Merge(*arguments); };
}

}  // namespace tidemark::harness
