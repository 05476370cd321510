#ifndef TIDEMARK_HARNESS_MEASURE_MEASURED_MODEL_H_
#define TIDEMARK_HARNESS_MEASURE_MEASURED_MODEL_H_

#include <filesystem>

#include "converter/network/network.h"
#include "harness/measure/model_facts.h"
#include "harness/scenario/scenario.h"

namespace tidemark::harness {

// The network of a scenario, on disk, and what is known of it without holding it.
struct MeasuredModel {
  std::filesystem::path file = {};
  ModelFacts facts = {};
  bool needs_metadata = false;
  // It wants areas computed as if several stones could be given up at once.
  bool pass_alive_suicide = false;
  converter::PostProcess post_process = {};
};

// Finds the network, or makes it in the cache if it is synthetic and was not made yet, and inspects
// it; both in processes of their own. Throws what they fail with.
MeasuredModel PrepareModel(const ModelSource& source);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_MEASURED_MODEL_H_
