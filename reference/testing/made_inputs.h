#ifndef TIDEMARK_REFERENCE_TESTING_MADE_INPUTS_H_
#define TIDEMARK_REFERENCE_TESTING_MADE_INPUTS_H_

// For benchmarks only.

#include <cstddef>

#include "converter/network/network.h"
#include "reference/inputs/network_inputs.h"

namespace tidemark::testing {

// A batch of full square boards with ones here and there, for a network without a metadata encoder.
inline reference::NetworkInputs MadeInputs(int board, int batch) {
  reference::NetworkInputs inputs = {.batch = batch, .height = board, .width = board};
  const size_t points = static_cast<size_t>(board) * static_cast<size_t>(board);
  const size_t position = converter::kSpatialChannels * points;
  inputs.spatial.resize(static_cast<size_t>(batch) * position);
  for (size_t i = 0; i < inputs.spatial.size(); ++i) {
    inputs.spatial[i] = i % position < points || i % 7 == 0 ? 1.0F : 0.0F;
  }
  inputs.global.assign(static_cast<size_t>(batch) * converter::kGlobalChannels, 0.25F);
  return inputs;
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_REFERENCE_TESTING_MADE_INPUTS_H_
