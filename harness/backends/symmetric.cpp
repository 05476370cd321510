#include "harness/backends/symmetric.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using reference::BoardSize;
using reference::Symmetry;

// Moves the planes of each position, all of one size, by a symmetry of its own.
template <typename SymmetryOf>
void MoveEach(std::vector<float>& planes, size_t batch, BoardSize buffer, SymmetryOf symmetry_of) {
  const std::vector<float> before = planes;
  const size_t size = planes.size() / batch;
  for (size_t n = 0; n < batch; ++n) {
    symmetry_of(n).Apply(std::span(before).subspan(n * size, size), buffer,
                         std::span(planes).subspan(n * size, size));
  }
}

}  // namespace

reference::RawOutputs EvaluateUnder(Backend& backend, const reference::NetworkInputs& inputs,
                                    std::span<const Symmetry> symmetries) {
  if (symmetries.size() != static_cast<size_t>(inputs.batch)) {
    throw UsageError("a batch of " + std::to_string(inputs.batch) +
                     " needs as many symmetries, not " + std::to_string(symmetries.size()));
  }
  const auto is_identity = [](Symmetry symmetry) { return symmetry == Symmetry(); };
  if (std::all_of(symmetries.begin(), symmetries.end(), is_identity)) {
    return backend.Evaluate(inputs);
  }
  const auto batch = static_cast<size_t>(inputs.batch);
  const BoardSize buffer = {.height = inputs.height, .width = inputs.width};
  reference::NetworkInputs moved = inputs;
  MoveEach(moved.spatial, batch, buffer, [&](size_t n) { return symmetries[n]; });
  reference::RawOutputs outputs = backend.Evaluate(moved);
  const auto back = [&](size_t n) { return symmetries[n].Over(buffer).Inverse(); };
  MoveEach(outputs.policy, batch, buffer, back);
  MoveEach(outputs.ownership, batch, buffer, back);
  return outputs;
}

}  // namespace tidemark::harness
