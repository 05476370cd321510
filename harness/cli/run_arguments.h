#ifndef TIDEMARK_HARNESS_CLI_RUN_ARGUMENTS_H_
#define TIDEMARK_HARNESS_CLI_RUN_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "harness/scenario/plan.h"

namespace tidemark::harness {

// A scenario and what the command line changes about it: the options that `run` and `validate`
// share.
struct RunArguments {
  std::string scenario;
  std::string model;
  std::string cases;
  std::vector<std::string> positions;
  std::optional<int> every;
  std::optional<int> repeats;
  std::vector<std::string> filter;
  std::string shard;
  bool profile = false;
  bool quick = false;

  void AddTo(CLI::App& command);
  // Throws what reading a scenario and planning it throw, and UsageError for a model or a folder of
  // cases that is not there.
  Plan ReadPlan() const;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_RUN_ARGUMENTS_H_
