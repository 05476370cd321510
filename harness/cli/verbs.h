#ifndef TIDEMARK_HARNESS_CLI_VERBS_H_
#define TIDEMARK_HARNESS_CLI_VERBS_H_

#include <functional>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

namespace tidemark::harness {

// What the process ends with.
enum ExitCode {
  kExitDone = 0,
  kExitCheckFailed = 1,
  kExitBadInput = 2,
  kExitNotMeasured = 3,
  kExitInterrupted = 130,
};

// Each verb adds its options to a subcommand and returns what to do once they are parsed. The
// options live in the returned function. The work throws tidemark::Error, or returns an exit code.
using Verb = std::function<int()>;

Verb AddArchitectures(CLI::App& command);
Verb AddBaseline(CLI::App& command);
Verb AddCell(CLI::App& command);
Verb AddCompare(CLI::App& command);
Verb AddCompletion(CLI::App& command);
Verb AddConvert(CLI::App& command);
Verb AddDevices(CLI::App& command);
Verb AddEvaluate(CLI::App& command);
Verb AddGate(CLI::App& command);
Verb AddExplain(CLI::App& command);
Verb AddInspect(CLI::App& command);
Verb AddLevers(CLI::App& command);
Verb AddNoise(CLI::App& command);
Verb AddMerge(CLI::App& command);
Verb AddMeasure(CLI::App& command);
Verb AddMan(CLI::App& command);
Verb AddRecord(CLI::App& command);
Verb AddReport(CLI::App& command);
Verb AddRun(CLI::App& command);
Verb AddSynthesize(CLI::App& command);
Verb AddValidate(CLI::App& command);
Verb AddVerify(CLI::App& command);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_VERBS_H_
