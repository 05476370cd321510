#ifndef TIDEMARK_HARNESS_MEASURE_BACKEND_PROFILE_H_
#define TIDEMARK_HARNESS_MEASURE_BACKEND_PROFILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "reference/outputs/layer_cost.h"

namespace tidemark::harness {

// What the layers of a network cost on one device of a measured engine, known when its evaluations
// are done.
struct BackendProfile {
  // "ane", "gpu".
  std::string backend = {};
  // The backend can tell; without, there are no layers.
  bool known = true;
  // That the costs are of.
  uint64_t evaluations = 0;
  // In the order of evaluation.
  std::vector<reference::LayerCost> layers = {};
};

// As JSON text, and back. Parsing throws FormatError; texts come back printable.
std::string ToJson(const BackendProfile& profile);
BackendProfile ParseBackendProfile(const std::string& json);

// Adds what follows on `profiles`: a piece of the last one, or one of another backend.
void AddPiece(BackendProfile piece, std::vector<BackendProfile>& profiles);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_BACKEND_PROFILE_H_
