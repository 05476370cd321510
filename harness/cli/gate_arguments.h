#ifndef TIDEMARK_HARNESS_CLI_GATE_ARGUMENTS_H_
#define TIDEMARK_HARNESS_CLI_GATE_ARGUMENTS_H_

#include <string>

#include <CLI/CLI.hpp>

#include "harness/gate/gate.h"

namespace tidemark::harness {

// What a report is judged by, for every verb that judges one.
struct GateArguments {
  std::string baseline;
  std::string policy;

  // `name` of the option that takes the baseline.
  void AddTo(CLI::App& command, const std::string& name, bool required);

  // With the record beside it, if there is one. Throws FormatError and IoError.
  Baseline ReadBaseline() const;
  // The default policy unless one was named.
  Policy ReadPolicy() const;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_GATE_ARGUMENTS_H_
