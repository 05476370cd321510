#ifndef TIDEMARK_HARNESS_SCENARIO_NAMES_H_
#define TIDEMARK_HARNESS_SCENARIO_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "converter/convert.h"
#include "converter/network/layers.h"

namespace tidemark::harness {

// The words that scenarios use for values of the converter. The parsing halves throw UsageError
// that lists the words, which the others return.

std::string_view NameOf(converter::Precision precision);  // "fp16", "fp32"
converter::Precision ParsePrecision(std::string_view name);
std::vector<std::string> PrecisionNames();

std::string_view NameOf(converter::PrecisionTier tier);  // "half", "mixed", "full"

std::string_view NameOf(converter::Target target);  // "macos12", "macos15"
// Also takes the iOS of the same year: "ios15", "ios18".
converter::Target ParseTarget(std::string_view name);
std::vector<std::string> TargetNames();

std::string_view NameOf(converter::ActivationKind activation);  // "relu", "mish", "silu"
converter::ActivationKind ParseActivation(std::string_view name);
std::vector<std::string> ActivationNames();

struct BoardSize {
  int x = 0;
  int y = 0;
};
// "19x19": width x height.
std::string FormatBoard(BoardSize board);
BoardSize ParseBoard(std::string_view text);

// Throws UsageError unless `name` can stand in the id of a cell and in a file name: 1 to 64
// letters, digits, '.', '_' or '-', beginning with a letter or digit.
void CheckName(std::string_view name);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_NAMES_H_
