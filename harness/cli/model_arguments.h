#ifndef TIDEMARK_HARNESS_CLI_MODEL_ARGUMENTS_H_
#define TIDEMARK_HARNESS_CLI_MODEL_ARGUMENTS_H_

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "harness/backends/opened_model.h"
#include "reference/inputs/sgf_metadata.h"

namespace tidemark::harness {

// The options that `record`, `verify` and `evaluate` share: a model, and how it evaluates.
struct ModelArguments {
  std::string model;
  std::string backend;
  std::string precision;
  int threads = 1;
  std::string profile = std::string(reference::kDefaultMetadataProfile);

  // `backend_required`: otherwise it is ane for a package and eigen for a network file.
  void AddTo(CLI::App& command, bool backend_required);
  // Throws UsageError that names the option.
  ModelOptions Options(int batch = 1) const;
  // What a model with a metadata encoder is told; nothing for others.
  std::optional<reference::SgfMetadata> Metadata(const ModelTraits& traits) const;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_MODEL_ARGUMENTS_H_
