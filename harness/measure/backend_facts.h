#ifndef TIDEMARK_HARNESS_MEASURE_BACKEND_FACTS_H_
#define TIDEMARK_HARNESS_MEASURE_BACKEND_FACTS_H_

#include <optional>
#include <string>
#include <vector>

#include "harness/backends/backend.h"

namespace tidemark::harness {

// What a device of a measured engine is, known when its handle is there.
struct BackendFacts {
  // "ane", "gpu".
  std::string backend = {};
  // What computes, in words; empty for this processor.
  std::string device = {};
  // "fp16" or "fp32".
  std::string precision = {};
  bool emulated = false;
};

// What it took, known when its evaluations are done.
struct BackendUse {
  std::string backend = {};
  // Absent for a backend without memory of its own.
  std::optional<DeviceHoldings> memory = {};
  // Wall time of each evaluation, in order.
  std::vector<double> evaluate_s = {};
};

// As JSON text, and back. Parsing throws FormatError.
std::string ToJson(const BackendFacts& facts);
std::string ToJson(const BackendUse& use);
BackendFacts ParseBackendFacts(const std::string& json);
BackendUse ParseBackendUse(const std::string& json);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_BACKEND_FACTS_H_
