#include "reference/eigen/input_check.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

// `values` is [batch, channels, points].
void CheckSize(const std::vector<float>& values, int batch, int channels, size_t points,
               const std::string& what) {
  const size_t expected = static_cast<size_t>(batch) * static_cast<size_t>(channels) * points;
  if (values.size() != expected) {
    throw UsageError(what + " of a batch of " + std::to_string(batch) + " has " +
                     std::to_string(values.size()) + " values where the network takes " +
                     std::to_string(expected));
  }
}

void CheckFinite(const std::vector<float>& values, const std::string& what) {
  const auto bad =
      std::find_if(values.begin(), values.end(), [](float value) { return !std::isfinite(value); });
  if (bad != values.end()) {
    throw UsageError(what + " holds a value that is not finite, at index " +
                     std::to_string(bad - values.begin()));
  }
}

// `spatial` is [channels, points] of position n.
void CheckMask(std::span<const float> spatial, size_t points, int n) {
  const std::string position = "position " + std::to_string(n);
  size_t area = 0;
  for (size_t s = 0; s < points; ++s) {
    if (spatial[s] == 1.0F) {
      ++area;
      continue;
    }
    if (spatial[s] != 0.0F) {
      throw UsageError("the mask of " + position + " is neither 0 nor 1 at point " +
                       std::to_string(s));
    }
    for (size_t at = s; at < spatial.size(); at += points) {
      if (spatial[at] != 0.0F) {
        throw UsageError("channel " + std::to_string(at / points) + " of " + position +
                         " is not 0 off the board, at point " + std::to_string(s));
      }
    }
  }
  if (area == 0) throw UsageError("the mask of " + position + " is empty");
}

}  // namespace

void CheckInputs(const converter::Network& network, const NetworkInputs& inputs) {
  if (inputs.batch < 1) throw UsageError("a batch needs at least one position");
  if (inputs.height < 1 || inputs.width < 1 || inputs.height > kLargestBuffer ||
      inputs.width > kLargestBuffer) {
    throw UsageError("a buffer of " + std::to_string(inputs.width) + "x" +
                     std::to_string(inputs.height) + " points is not between 1x1 and " +
                     std::to_string(kLargestBuffer) + "x" + std::to_string(kLargestBuffer));
  }
  const size_t points = static_cast<size_t>(inputs.height) * static_cast<size_t>(inputs.width);
  CheckSize(inputs.spatial, inputs.batch, network.spatial_channels, points, "the spatial input");
  CheckSize(inputs.global, inputs.batch, network.global_channels, 1, "the global input");
  const auto& encoder = network.trunk.metadata_encoder;
  CheckSize(inputs.metadata, inputs.batch, encoder.has_value() ? encoder->in_channels : 0, 1,
            "the metadata");
  CheckFinite(inputs.spatial, "the spatial input");
  CheckFinite(inputs.global, "the global input");
  CheckFinite(inputs.metadata, "the metadata");
  const size_t position = static_cast<size_t>(network.spatial_channels) * points;
  for (int n = 0; n < inputs.batch; ++n) {
    CheckMask(std::span(inputs.spatial).subspan(static_cast<size_t>(n) * position, position),
              points, n);
  }
}

}  // namespace tidemark::reference
