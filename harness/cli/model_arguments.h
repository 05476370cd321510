#ifndef TIDEMARK_HARNESS_CLI_MODEL_ARGUMENTS_H_
#define TIDEMARK_HARNESS_CLI_MODEL_ARGUMENTS_H_

#include <string>

#include <CLI/CLI.hpp>

#include "harness/backends/model.h"

namespace tidemark::harness {

// The options that `record` and `verify` share: a model, a backend and cases.
struct ModelArguments {
  std::string model;
  std::string backend;
  std::string cases;
  std::string precision = "fp16";
  int batch = 1;
  int threads = 1;

  // `backend`: "" stands for ane with a package and eigen with a network file.
  void AddTo(CLI::App& command, bool backend_required);
  // Throws UsageError that names the option.
  ModelOptions Options() const;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_MODEL_ARGUMENTS_H_
