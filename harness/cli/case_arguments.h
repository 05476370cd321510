#ifndef TIDEMARK_HARNESS_CLI_CASE_ARGUMENTS_H_
#define TIDEMARK_HARNESS_CLI_CASE_ARGUMENTS_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "harness/backends/opened_model.h"
#include "reference/cases/case_set.h"
#include "reference/cases/position_file.h"
#include "reference/inputs/sgf_metadata.h"

namespace tidemark::harness {

// What is evaluated: recorded cases, or the positions of games and of files of positions.
struct CaseArguments {
  std::string cases;
  std::vector<std::string> positions;
  reference::PositionFileOptions files;
  bool error_test_quick = false;
  std::optional<size_t> most;
  std::string buffer;

  void AddTo(CLI::App& command);
  // Reads the cases, or encodes the positions for a model. Warnings go to standard error. Throws
  // UsageError that names the option, MeasurementError when no position fits the buffer.
  reference::CaseSet Read(const ModelTraits& traits,
                          const std::optional<reference::SgfMetadata>& metadata,
                          const std::filesystem::path& model) const;

 private:
  reference::CaseSet Encode(const ModelTraits& traits,
                            const std::optional<reference::SgfMetadata>& metadata,
                            const std::filesystem::path& model) const;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_CASE_ARGUMENTS_H_
