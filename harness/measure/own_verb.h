#ifndef TIDEMARK_HARNESS_MEASURE_OWN_VERB_H_
#define TIDEMARK_HARNESS_MEASURE_OWN_VERB_H_

#include <string>
#include <vector>

namespace tidemark::harness {

// Runs a verb of this program in a process of its own, so that what it holds never counts here, and
// which does not outlive this one. Returns what it printed (the last 32 MiB). Throws FormatError
// with the verb's own words when it fails on its input, MeasurementError when it crashes,
// InterruptedError on a signal.
std::string RunOwnVerb(const std::vector<std::string>& arguments);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_OWN_VERB_H_
