#include "harness/backends/package_interface.h"

#include <algorithm>
#include <string>

#include "converter/error.h"
#include "converter/network/network.h"

namespace tidemark::harness {
namespace {

void CheckSize(const char* what, size_t size, size_t expected) {
  if (size != expected) {
    throw UsageError("the " + std::string(what) + " inputs have " + std::to_string(size) +
                     " numbers; the package takes " + std::to_string(expected));
  }
}

}  // namespace

std::vector<float> MasksOf(const std::vector<float>& spatial, size_t area, size_t batch) {
  std::vector<float> masks;
  masks.reserve(batch * area);
  const size_t size = area * converter::kSpatialChannels;
  for (size_t i = 0; i < batch; ++i) {
    const auto mask = spatial.begin() + static_cast<ptrdiff_t>(i * size);
    masks.insert(masks.end(), mask, mask + static_cast<ptrdiff_t>(area));
  }
  return masks;
}

void CheckInputs(const BackendInfo& info, const reference::NetworkInputs& inputs) {
  if (inputs.batch < 1) throw UsageError("there are no positions to evaluate");
  if (inputs.height != info.height || inputs.width != info.width) {
    throw UsageError("the inputs are " + std::to_string(inputs.width) + "x" +
                     std::to_string(inputs.height) + ", and the package takes " +
                     std::to_string(info.width) + "x" + std::to_string(info.height));
  }
  const auto batch = static_cast<size_t>(inputs.batch);
  const size_t area = static_cast<size_t>(info.height) * static_cast<size_t>(info.width);
  CheckSize("spatial", inputs.spatial.size(), batch * area * converter::kSpatialChannels);
  CheckSize("global", inputs.global.size(), batch * converter::kGlobalChannels);
  CheckSize("metadata", inputs.metadata.size(),
            info.needs_metadata ? batch * converter::kMetadataChannels : 0);
  if (!info.full_boards_only) return;
  const std::vector<float> masks = MasksOf(inputs.spatial, area, batch);
  if (std::any_of(masks.begin(), masks.end(), [](float point) { return point != 1.0F; })) {
    throw UsageError("the package was made for full boards, and a position does not fill the " +
                     std::to_string(info.width) + "x" + std::to_string(info.height) + " board");
  }
}

}  // namespace tidemark::harness
