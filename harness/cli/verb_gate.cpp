#include <cstdio>
#include <memory>
#include <string>
#include <unistd.h>

#include "harness/cli/ci_gate.h"
#include "harness/cli/gate_arguments.h"
#include "harness/cli/gate_text.h"
#include "harness/cli/verbs.h"
#include "harness/gate/gate.h"
#include "harness/report/json_report.h"

namespace tidemark::harness {
namespace {

struct GateVerbArguments {
  std::string head;
  GateArguments gate;
  bool all = false;
  bool json = false;
};

int GateReport(const GateVerbArguments& arguments) {
  const Baseline baseline = arguments.gate.ReadBaseline();
  const GateResult result =
      Gate(ReadJsonReport(arguments.head), baseline, arguments.gate.ReadPolicy());
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
  command.add_option("report", arguments->head, "report to judge")->required();
  arguments->gate.AddTo(command, "--baseline", true);
  command.add_flag("--all", arguments->all, "list what passed, too");
  command.add_flag("--json", arguments->json, "answer in JSON");
  command.footer(
      "Examples:\n"
      "  harness gate head.json --baseline results/baselines/b18.json\n"
      "  harness gate head.json --baseline base.json --policy scenarios/gate.json --all\n"
      "\n"
      "A figure fails if it grew by more than the policy allows and no chance explains it; so do\n"
      "a lever that saves less, drift, other bytes, larger errors, and whatever is missing.\n"
      "`harness run SCENARIO --gate BASELINE --confirm 3` measures again before it fails.\n"
      "\n"
      "Exit codes: 0 passed, 1 failed, 2 the two cannot be compared.");
  return [arguments] { return GateReport(*arguments); };
}

}  // namespace tidemark::harness
