#include <algorithm>
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "harness/cli/ci_gate.h"
#include "harness/cli/gate_arguments.h"
#include "harness/cli/gate_text.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/gate/gate.h"
#include "harness/report/json_report.h"

namespace tidemark::harness {
namespace {

struct GateVerbArguments {
  std::string head;
  std::vector<std::string> only;
  GateArguments gate;
  bool all = false;
  bool json = false;
};

// Findings about other subjects go, but never that something is missing or did not end well.
void Keep(const std::vector<std::string>& subjects, GateResult& result) {
  if (subjects.empty()) return;
  std::erase_if(result.findings, [&](const Finding& finding) {
    return finding.subject != Subject::kRun &&
           std::ranges::find(subjects, NameOf(finding.subject)) == subjects.end();
  });
}

std::vector<std::string> SubjectNames() {
  std::vector<std::string> names;
  for (const Subject subject : {Subject::kFigure, Subject::kDrift, Subject::kSaving,
                                Subject::kBudget, Subject::kArtifact, Subject::kError}) {
    names.emplace_back(NameOf(subject));
  }
  return names;
}

int GateReport(const GateVerbArguments& arguments) {
  // Large ones take a while, so both are read at once.
  auto reading = std::async(std::launch::async, ReadJsonReport, arguments.head);
  const Baseline baseline = arguments.gate.ReadBaseline();
  GateResult result = Gate(reading.get(), baseline, arguments.gate.ReadPolicy());
  Keep(arguments.only, result);
  const std::string text = arguments.json ? GateJsonText(result)
                                          : GateText(result, {.color = isatty(STDOUT_FILENO) == 1,
                                                              .all = arguments.all,
                                                              .head = arguments.head,
                                                              .baseline = arguments.gate.baseline});
  std::fputs(text.c_str(), stdout);
  TellCi(result);
  return result.passed() ? kExitDone : kExitCheckFailed;
}

}  // namespace

Verb AddGate(CLI::App& command) {
  auto arguments = std::make_shared<GateVerbArguments>();
  command.add_option("report", arguments->head, "report to judge")
      ->required()
      ->check(AFile({".json"}));
  arguments->gate.AddTo(command, "--baseline", true);
  command
      .add_option("--only", arguments->only,
                  "judge these alone, as in drift,budget; what is missing fails all the same")
      ->delimiter(',')
      ->check(CLI::IsMember(SubjectNames()));
  CLI::Option* const all = command.add_flag("--all", arguments->all, "list what passed, too");
  command.add_flag("--json", arguments->json, "answer in JSON, with what passed")->excludes(all);
  command.footer(
      "Examples:\n"
      "  harness gate head.json --baseline results/baselines/b18.json\n"
      "  harness gate head.json --baseline base.json --policy scenarios/gate.json --all\n"
      "  harness gate head.json --baseline results/baselines/b18.json --only drift,budget\n"
      "\n"
      "A figure fails if it grew by more than the policy allows and no chance explains it; so do\n"
      "a lever that saves less, drift, other bytes, larger errors, and whatever is missing.\n"
      "`harness run SCENARIO --gate BASELINE --confirm 3` measures again before it fails.\n"
      "\n"
      "Exit codes: 0 passed, 1 failed, 2 the two cannot be compared.");
  return [arguments] { return GateReport(*arguments); };
}

}  // namespace tidemark::harness
