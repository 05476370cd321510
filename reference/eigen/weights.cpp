#include "reference/eigen/weights.h"

#include <string>

#include "converter/error.h"

namespace tidemark::reference {

std::span<const float> WeightsOf(const converter::TensorStore& weights, converter::TensorId id,
                                 size_t count, std::string_view layer) {
  const bool known = id.present() && id.index < weights.size();
  const std::span<const float> values = known ? weights[id] : std::span<const float>();
  if (values.size() != count) {
    throw UsageError("the weights at hand have " + std::to_string(values.size()) +
                         " values where the network has " + std::to_string(count),
                     {.layer = std::string(layer)});
  }
  return values;
}

}  // namespace tidemark::reference
