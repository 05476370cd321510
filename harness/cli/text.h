#ifndef TIDEMARK_HARNESS_CLI_TEXT_H_
#define TIDEMARK_HARNESS_CLI_TEXT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "converter/error.h"
#include "harness/engine/levers.h"

namespace tidemark::harness {

// Words on the command line and in answers, shared by the verbs.

// Runs `parse` and lets its UsageError name the command-line option that was parsed.
template <typename Parse>
auto ForOption(const std::string& option, Parse parse) {
  try {
    return parse();
  } catch (const UsageError& error) {
    throw UsageError(error.message(), {.key = option});
  }
}

// "1" -> {1, 1}; "1:8" -> {1, 8}. Throws UsageError that names `option`.
struct BatchOption {
  int min = 1;
  int max = 1;
};
BatchOption ParseBatch(const std::string& text, const std::string& option);

// "a,b" or "none" or "seed".
LeverSet ParseLeverList(const std::string& text, const std::string& option);

// 52765760 -> "52,765,760".
std::string WithCommas(uint64_t value);
// 52765760 -> "50.3 MiB".
std::string Mebibytes(uint64_t bytes);

// A table for terminals: columns padded to their widest cell, the first one left-aligned, the
// others right-aligned where `right` says so.
std::string FormatTable(const std::vector<std::vector<std::string>>& rows,
                        const std::vector<bool>& right);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_TEXT_H_
