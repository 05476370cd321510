#include "harness/cli/gate_arguments.h"

#include "harness/cli/value_kind.h"
#include "harness/report/json_report.h"

namespace tidemark::harness {

void GateArguments::AddTo(CLI::App& command, const std::string& name, bool required) {
  CLI::Option* const base =
      command.add_option(name, baseline, "report to judge against; its record lies beside it")
          ->required(required)
          ->check(AFile({".json"}));
  command.add_option("--policy", policy, "what may pass (default: as scenarios/gate.json)")
      ->needs(base)
      ->check(AFile({".json"}));
}

Baseline GateArguments::ReadBaseline() const {
  return {.report = ReadJsonReport(baseline), .record = FindBaselineRecord(baseline)};
}

Policy GateArguments::ReadPolicy() const {
  return policy.empty() ? Policy() : harness::ReadPolicy(policy);
}

}  // namespace tidemark::harness
