#include "converter/layout/batch_norm_merge.h"

#include <cmath>

#include "converter/error.h"

namespace tidemark::converter {

void BatchNormMerge::Append(TensorRole role, std::span<const float> values) {
  const auto append = [values](std::vector<float>& vector) {
    vector.insert(vector.end(), values.begin(), values.end());
  };
  switch (role) {
    case TensorRole::kBatchNormMean:
      append(mean_);
      return;
    case TensorRole::kBatchNormVariance:
      append(variance_);
      return;
    case TensorRole::kBatchNormScale:
      append(scale_);
      return;
    case TensorRole::kBatchNormBias:
      append(bias_);
      return;
    default:
      throw FormatError("a tensor among a batch norm's vectors is none of them");
  }
}

void BatchNormMerge::Clear() {
  mean_.clear();
  variance_.clear();
  scale_.clear();
  bias_.clear();
}

void BatchNormMerge::Merge(const TensorSpec& last) {
  const size_t channels = mean_.size();
  if (!last.batch_norm.has_scale) scale_.assign(channels, 1.0F);
  if (!last.batch_norm.has_bias) bias_.assign(channels, 0.0F);
  if (variance_.size() != channels || scale_.size() != channels || bias_.size() != channels) {
    throw FormatError("the vectors of a batch norm differ in length", {.layer = last.layer});
  }
  for (size_t i = 0; i < channels; ++i) {
    scale_[i] /= std::sqrt(variance_[i] + last.batch_norm.epsilon);
    bias_[i] -= scale_[i] * mean_[i];
    if (!std::isfinite(scale_[i]) || !std::isfinite(bias_[i])) {
      throw FormatError("the merged batch norm is not finite in channel " + std::to_string(i),
                        {.layer = last.layer});
    }
  }
}

}  // namespace tidemark::converter
