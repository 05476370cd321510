#include "converter/layout/storage.h"

#include <algorithm>

namespace tidemark::converter {

PrecisionTier TierOf(std::span<const TensorSpec> tensors, bool half) {
  if (!half) return PrecisionTier::kFull;
  const bool has_transformer = std::ranges::any_of(
      tensors, [](const TensorSpec& tensor) { return tensor.role == TensorRole::kPointNorm; });
  if (!has_transformer) return PrecisionTier::kHalf;
  // The trunk is as wide as what its first convolution gives.
  const uint64_t trunk = tensors.front().shape.back();
  return trunk < kNarrowestMixedTrunk ? PrecisionTier::kFull : PrecisionTier::kMixed;
}

}  // namespace tidemark::converter
