#ifndef TIDEMARK_HARNESS_ENGINE_INACTIVE_LEVERS_H_
#define TIDEMARK_HARNESS_ENGINE_INACTIVE_LEVERS_H_

#include <span>
#include <string>
#include <vector>

#include "harness/engine/device.h"
#include "harness/engine/levers.h"

namespace tidemark::harness {

// A lever that is on and does nothing.
struct InactiveLever {
  // Its id.
  std::string lever = {};
  std::string reason = {};

  friend bool operator==(const InactiveLever&, const InactiveLever&) = default;
};

// The levers of a set that do nothing in an engine with these devices, in table order. An engine
// with a GPU keeps its float weights, and one without an ANE converts nothing.
std::vector<InactiveLever> InactiveLevers(const LeverSet& levers, std::span<const Device> devices);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_INACTIVE_LEVERS_H_
