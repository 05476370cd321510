#ifndef TIDEMARK_CONVERTER_LAYOUT_TIER_FINDER_H_
#define TIDEMARK_CONVERTER_LAYOUT_TIER_FINDER_H_

#include <span>

#include "converter/layout/tensor_layout.h"
#include "converter/network/weight_sink.h"

namespace tidemark::converter {

// Thrown out of ReadNetwork() when weights that are written already belong to another tier: the
// network is to be read once more, from its beginning.
struct StartOver {
  PrecisionTier tier = PrecisionTier::kFull;
};

// Lays out, as they stream past, the weights of a network that was asked for in half precision.
// Whether it has transformer blocks shows only at the first of them. Until then it has none, so
// that networks without are read once. Trunks wide enough for the mixed tier go on in it, unless
// linear layers came before; narrow ones, which are small, start over.
class TierFinder final : public WeightSink {
 public:
  // `layout` is in the half tier.
  explicit TierFinder(TensorLayout& layout) : layout_(layout) {}

  void Begin(const TensorSpec& spec) override;
  void Append(std::span<const float> values) override { layout_.Append(values); }
  void End() override { layout_.End(); }

 private:
  TensorLayout& layout_;
  // The trunk's first convolution, and a layer that shows the tier.
  std::vector<TensorSpec> telling_;
  bool has_linear_ = false;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_TIER_FINDER_H_
