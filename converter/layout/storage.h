#ifndef TIDEMARK_CONVERTER_LAYOUT_STORAGE_H_
#define TIDEMARK_CONVERTER_LAYOUT_STORAGE_H_

#include <cstdint>
#include <span>

#include "converter/network/tensor.h"

namespace tidemark::converter {

// Element types of a weight file, by their codes there (not those of MIL's DataType).
enum class BlobType : uint32_t { kFloat16 = 1, kFloat32 = 2 };

inline uint64_t BytesPerElement(BlobType type) { return type == BlobType::kFloat16 ? 2 : 4; }

// How a package divides its arithmetic between half and single precision. Half precision is what
// the ANE runs; the residual stream of transformers loses too much in it.
enum class PrecisionTier {
  kHalf,   // everything in half precision
  kMixed,  // products, convolutions, pooling and feed-forward blocks in single precision; what is
           // between them, attention and almost all stored weights in half
  kFull,   // everything in single precision
};

// Trunks with transformer blocks that are narrower than this are built in single precision even
// where half was asked for: no mixture of the two kept KataGo's limits of error on them.
inline constexpr uint64_t kNarrowestMixedTrunk = 320;

// The tier of a network that is asked for in half precision or not. `tensors` may be the first few
// of a network, from its first convolution on: the tier of a network with these and no transformer
// block behind.
PrecisionTier TierOf(std::span<const TensorSpec> tensors, bool half);

// What the weights of a package depend on besides the network.
struct Storage {
  PrecisionTier tier = PrecisionTier::kHalf;
  // The board, whose points have their own rotary angles.
  uint64_t height = 19;
  uint64_t width = 19;

  uint64_t points() const { return height * width; }
  // Of all weights but those of linear layers.
  BlobType type() const {
    return tier == PrecisionTier::kFull ? BlobType::kFloat32 : BlobType::kFloat16;
  }
  // Linear layers are products and sums of their own, so that both can be in single precision.
  bool splits_linear() const { return tier == PrecisionTier::kMixed; }
  BlobType TypeOf(TensorRole role) const {
    const bool linear = role == TensorRole::kLinear || role == TensorRole::kBias;
    return linear && splits_linear() ? BlobType::kFloat32 : type();
  }
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_STORAGE_H_
