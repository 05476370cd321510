#include "converter/layout/tier_finder.h"

namespace tidemark::converter {

void TierFinder::Begin(const TensorSpec& spec) {
  if (telling_.empty()) telling_.push_back(spec);
  if (spec.role == TensorRole::kPointNorm && telling_.size() == 1) {
    telling_.push_back(spec);
    const PrecisionTier tier = TierOf(telling_, true);
    if (tier == PrecisionTier::kFull || has_linear_) throw StartOver{tier};
    layout_.set_tier(tier);
  }
  has_linear_ = has_linear_ || spec.role == TensorRole::kLinear;
  layout_.Begin(spec);
}

}  // namespace tidemark::converter
