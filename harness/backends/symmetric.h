#ifndef TIDEMARK_HARNESS_BACKENDS_SYMMETRIC_H_
#define TIDEMARK_HARNESS_BACKENDS_SYMMETRIC_H_

#include <span>

#include "harness/backends/backend.h"
#include "reference/inputs/symmetry.h"

namespace tidemark::harness {

// Evaluates each position of a batch under a symmetry of its own: its planes are moved before, and
// the policy and ownership that come out are moved back. `symmetries` has one for each position.
reference::RawOutputs EvaluateUnder(Backend& backend, const reference::NetworkInputs& inputs,
                                    std::span<const reference::Symmetry> symmetries);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_SYMMETRIC_H_
