#ifndef TIDEMARK_HARNESS_CLI_NETWORK_FACTS_H_
#define TIDEMARK_HARNESS_CLI_NETWORK_FACTS_H_

#include <cstdint>

#include "converter/network/network.h"
#include "converter/network/tensor.h"

namespace tidemark::harness {

// Does KataGo count the values of such a tensor as parameters? All but the means and variances of
// batch norms, which are not trained.
bool IsParameter(converter::TensorRole role);

// Counts over a network's tensors.
struct NetworkFacts {
  // As IsParameter() counts them.
  uint64_t parameters = 0;
  // Every float32 value stored.
  uint64_t floats = 0;
  uint64_t tensors = 0;
  uint64_t largest_tensor_bytes = 0;
};

NetworkFacts FactsOf(const converter::Network& network);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_NETWORK_FACTS_H_
