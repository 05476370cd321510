#include "harness/cli/network_facts.h"

#include <algorithm>

namespace tidemark::harness {

bool IsParameter(converter::TensorRole role) {
  return role != converter::TensorRole::kBatchNormMean &&
         role != converter::TensorRole::kBatchNormVariance;
}

NetworkFacts FactsOf(const converter::Network& network) {
  NetworkFacts facts;
  for (const converter::TensorSpec& tensor : network.tensors) {
    const uint64_t count = tensor.count();
    facts.floats += count;
    if (IsParameter(tensor.role)) facts.parameters += count;
    facts.largest_tensor_bytes = std::max(facts.largest_tensor_bytes, 4 * count);
  }
  facts.tensors = network.tensors.size();
  return facts;
}

}  // namespace tidemark::harness
