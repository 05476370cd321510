#ifndef TIDEMARK_REFERENCE_INPUTS_SYNTHETIC_PLANES_H_
#define TIDEMARK_REFERENCE_INPUTS_SYNTHETIC_PLANES_H_

#include <cstdint>

#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

struct SyntheticPlanesOptions {
  // Positions, all on boards that fill the buffer.
  int positions = 8;
  int height = 19;
  int width = 19;
  // Metadata features as well, for networks that take them.
  bool metadata = false;
  uint64_t seed = 0;
};

// Inputs with the texture of real ones (sparse stones, liberties, a few marked points, a komi),
// though they come from no game: a function of the options alone, the same on every machine.
NetworkInputs SyntheticPlanes(const SyntheticPlanesOptions& options);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_SYNTHETIC_PLANES_H_
