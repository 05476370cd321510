#ifndef TIDEMARK_HARNESS_CLI_COMPARISON_TEXT_H_
#define TIDEMARK_HARNESS_CLI_COMPARISON_TEXT_H_

#include <string>

#include "harness/gate/comparison.h"

namespace tidemark::harness {

// A comparison as a table: one line for each figure, worst first, then best, then those that did
// not move, with the difference of the medians and its 95 % interval. "~" marks what chance may
// have done. Lines of figures that are the same are left out unless `all`, and counted.
std::string ComparisonText(const Comparison& comparison, bool all);

// The same as JSON: kind "tidemark.comparison".
std::string ComparisonJsonText(const Comparison& comparison);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_COMPARISON_TEXT_H_
