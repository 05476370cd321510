#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "converter/error.h"
#include "harness/cli/comparison_text.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/gate/comparison.h"
#include "harness/report/json_report.h"

namespace tidemark::harness {
namespace {

struct CompareArguments {
  std::vector<std::string> reports;
  std::vector<std::string> sets;
  CompareOptions options;
  bool across_hosts = false;
  bool all = false;
  bool json = false;
};

Comparison CompareTwo(const CompareArguments& arguments) {
  // Large ones take a while, so both are read at once.
  auto reading = std::async(std::launch::async, ReadJsonReport, arguments.reports[0]);
  const Report head = ReadJsonReport(arguments.reports[1]);
  const Report base = reading.get();
  Comparison comparison = CompareReports(base, head, arguments.options);
  if (!comparison.mismatches.empty() && !arguments.across_hosts) {
    throw UsageError("the reports differ in more than the program, see --across-hosts: " +
                     MismatchText(comparison.mismatches));
  }
  if (comparison.changes.empty()) {
    throw UsageError("the reports have no figure of one cell in common");
  }
  return comparison;
}

int Compare(const CompareArguments& arguments) {
  const bool sets = !arguments.sets.empty();
  if (sets && arguments.reports.size() != 1) {
    throw UsageError("compares lever sets within one report", {.key = "--sets"});
  }
  if (!sets && arguments.reports.size() != 2) {
    throw UsageError("expected two reports, or one and --sets", {.key = "reports"});
  }
  const Comparison comparison =
      sets ? CompareSets(ReadJsonReport(arguments.reports[0]), arguments.sets, arguments.options)
           : CompareTwo(arguments);
  const std::string text =
      arguments.json ? ComparisonJsonText(comparison) : ComparisonText(comparison, arguments.all);
  std::fputs(text.c_str(), stdout);
  return kExitDone;
}

}  // namespace

Verb AddCompare(CLI::App& command) {
  auto arguments = std::make_shared<CompareArguments>();
  command.add_option("reports", arguments->reports, "the base and the head, or one with --sets")
      ->required()
      ->expected(1, 2)
      ->check(AFile({".json"}));
  CLI::Option* const sets =
      command
          .add_option("--sets", arguments->sets,
                      "lever sets of one report, the others against the first, as in off,seed,all")
          ->delimiter(',');
  command.add_option("--backend", arguments->options.backend, "only cells on this backend");
  command.add_option("--metric", arguments->options.metric,
                     "only this figure, as in peak_rss or steady_anon");
  command
      .add_flag("--across-hosts", arguments->across_hosts,
                "compare although the hosts, models or boards differ, and say in what")
      ->excludes(sets);
  CLI::Option* const all =
      command.add_flag("--all", arguments->all, "list figures that did not change, too");
  command.add_flag("--json", arguments->json, "answer in JSON, with all figures")->excludes(all);
  command.footer(
      "Examples:\n"
      "  harness compare results/baselines/b18.json head.json\n"
      "  harness compare base.json head.json --metric peak_rss\n"
      "  harness compare head.json --sets off,seed,all\n"
      "\n"
      "Differences are of medians; a 95 % interval needs four samples on each side. A difference\n"
      "is no verdict: `harness gate` gives one.");
  return [arguments] { return Compare(*arguments); };
}

}  // namespace tidemark::harness
