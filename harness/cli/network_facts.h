#ifndef TIDEMARK_HARNESS_CLI_NETWORK_FACTS_H_
#define TIDEMARK_HARNESS_CLI_NETWORK_FACTS_H_

#include <cstdint>

#include "converter/network/network.h"

namespace tidemark::harness {

// Counts over a network's tensors.
struct NetworkFacts {
  // As KataGo counts them: every value but the means and variances of batch norms.
  uint64_t parameters = 0;
  // Every float32 value stored.
  uint64_t floats = 0;
  uint64_t tensors = 0;
  uint64_t largest_tensor_bytes = 0;
};

NetworkFacts FactsOf(const converter::Network& network);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_NETWORK_FACTS_H_
