#include "reference/inputs/network_inputs.h"

#include <cstddef>
#include <string>

#include "converter/error.h"
#include "converter/network/network.h"

namespace tidemark::reference {
namespace {

std::vector<float> Slice(const std::vector<float>& values, size_t n, size_t size) {
  if (values.empty()) return {};
  const auto first = values.begin() + static_cast<ptrdiff_t>(n * size);
  return {first, first + static_cast<ptrdiff_t>(size)};
}

}  // namespace

NetworkInputs NetworkInputs::Select(int n) const {
  const auto index = static_cast<size_t>(n);
  const size_t area = static_cast<size_t>(height) * static_cast<size_t>(width);
  return {.batch = 1,
          .height = height,
          .width = width,
          .spatial = Slice(spatial, index, converter::kSpatialChannels * area),
          .global = Slice(global, index, converter::kGlobalChannels),
          .metadata = Slice(metadata, index, converter::kMetadataChannels)};
}

BoardSize BoardOf(const NetworkInputs& inputs, int n) {
  const size_t area = static_cast<size_t>(inputs.height) * static_cast<size_t>(inputs.width);
  const float* mask =
      inputs.spatial.data() + static_cast<size_t>(n) * converter::kSpatialChannels * area;
  BoardSize board;
  while (board.width < inputs.width && mask[board.width] == 1.0F) ++board.width;
  while (board.height < inputs.height &&
         mask[static_cast<ptrdiff_t>(board.height) * inputs.width] == 1.0F)
    ++board.height;
  for (int y = 0; y < inputs.height; ++y) {
    for (int x = 0; x < inputs.width; ++x) {
      const float expected = y < board.height && x < board.width ? 1.0F : 0.0F;
      if (mask[y * inputs.width + x] != expected) {
        throw FormatError("the mask of position " + std::to_string(n) +
                          " is not a rectangle of ones in the top-left corner");
      }
    }
  }
  if (board.width == 0 || board.height == 0) {
    throw FormatError("the mask of position " + std::to_string(n) + " is empty");
  }
  return board;
}

}  // namespace tidemark::reference
