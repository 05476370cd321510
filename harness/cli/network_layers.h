#ifndef TIDEMARK_HARNESS_CLI_NETWORK_LAYERS_H_
#define TIDEMARK_HARNESS_CLI_NETWORK_LAYERS_H_

#include <vector>

#include "converter/network/network.h"
#include "harness/measure/layer_facts.h"

namespace tidemark::harness {

// The layers that have weights, in file order: the four vectors of a batch norm are one layer, and
// so are those of an RMSNorm.
std::vector<LayerFacts> LayersOf(const converter::Network& network);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_NETWORK_LAYERS_H_
