#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include <nlohmann/json.hpp>

#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/report/explanation.h"
#include "harness/report/json_report.h"
#include "harness/report/json_text.h"

namespace tidemark::harness {
namespace {

struct ExplainArguments {
  std::string report;
  std::string run;
  std::string phase;
  bool json = false;
};

int ExplainReport(const ExplainArguments& arguments) {
  const Report report = ReadJsonReport(arguments.report);
  ExplainOptions options;
  if (!arguments.run.empty()) options.run = arguments.run;
  if (!arguments.phase.empty()) options.phase = arguments.phase;
  const std::vector<Explanation> explanations = Explain(report, options);
  const std::string text = arguments.json
                               ? JsonText(ExplanationToJson(report, explanations))
                               : ExplanationText(explanations, /*bars=*/isatty(STDOUT_FILENO) != 0);
  std::fputs(text.c_str(), stdout);
  return kExitDone;
}

}  // namespace

Verb AddExplain(CLI::App& command) {
  auto arguments = std::make_shared<ExplainArguments>();
  command.add_option("report", arguments->report, "report of `harness run`")
      ->required()
      ->check(AFile({".json"}));
  command.add_option("--run", arguments->run, "only this run (default: all of them)");
  command.add_option("--phase", arguments->phase,
                     "explain this phase's peak (default: the phase that holds the run's peak)");
  command.add_flag("--json", arguments->json, "answer in JSON");
  command.footer(
      "Says for each run which phase holds the peak, who held memory there by the engine's own\n"
      "account, which lever would reduce the largest owner, and what the peak would be without "
      "it.\n"
      "`unattributed` is what is above the floor and in nobody's account. Negative: more was "
      "counted\n"
      "than was resident at the peak.\n"
      "\n"
      "Examples:\n"
      "  harness explain results/b18.json\n"
      "  harness explain results/b18.json --run off/ane --phase load --json");
  return [arguments] { return ExplainReport(*arguments); };
}

}  // namespace tidemark::harness
