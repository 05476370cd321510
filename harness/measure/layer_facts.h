#ifndef TIDEMARK_HARNESS_MEASURE_LAYER_FACTS_H_
#define TIDEMARK_HARNESS_MEASURE_LAYER_FACTS_H_

#include <cstdint>
#include <string>

namespace tidemark::harness {

// One layer of a network that has weights.
struct LayerFacts {
  // As the network file calls it. Names need not be unique.
  std::string name = {};
  // "convolution", "batch norm", "norm", "matmul", "linear", "bias".
  std::string kind = {};
  // Counted as ModelFacts::parameters, so that layers add up to it.
  uint64_t parameters = 0;
  // Of all its values in the inflated network file, which holds them as float32.
  uint64_t stored_bytes = 0;

  friend bool operator==(const LayerFacts&, const LayerFacts&) = default;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_LAYER_FACTS_H_
