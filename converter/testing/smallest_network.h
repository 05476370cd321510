#ifndef TIDEMARK_CONVERTER_TESTING_SMALLEST_NETWORK_H_
#define TIDEMARK_CONVERTER_TESTING_SMALLEST_NETWORK_H_

// For tests only: a network whose files are small enough to damage every byte of them in turn.

#include <utility>

#include "converter/network/synthetic.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::testing {

// One block, and the fewest channels wherever their number can be chosen.
inline TinyNetwork MakeSmallestNetwork() {
  const converter::Architecture smallest = {.name = "smallest",
                                            .summary = {},
                                            .blocks = 1,
                                            .trunk_channels = 2,
                                            .mid_channels = 2,
                                            .pooling_channels = 1,
                                            .p1 = 1,
                                            .g1 = 1,
                                            .v1 = 1,
                                            .v2 = 1};
  converter::Network network = converter::DescribeArchitecture(smallest, {.version = 15});
  converter::TensorStore weights = KeepValues(network, converter::SyntheticValues(network, 0));
  return {std::move(network), std::move(weights)};
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_SMALLEST_NETWORK_H_
