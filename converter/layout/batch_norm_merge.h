#ifndef TIDEMARK_CONVERTER_LAYOUT_BATCH_NORM_MERGE_H_
#define TIDEMARK_CONVERTER_LAYOUT_BATCH_NORM_MERGE_H_

#include <span>
#include <vector>

#include "converter/network/tensor.h"

namespace tidemark::converter {

// Collects the vectors of a batch norm as they come and merges them into x * scale + bias.
class BatchNormMerge {
 public:
  // Forgets the vectors of the norm before.
  void Clear();

  // More values of the vector of that role.
  void Append(TensorRole role, std::span<const float> values);

  // With every vector of the norm here: scale = scale / sqrt(variance + epsilon) and
  // bias = bias - scale * mean, in float32, one rounding an operation; a missing scale is 1, a
  // missing bias 0. `last` is the norm's last vector. Throws FormatError that names the layer when
  // the vectors differ in length or a result is not finite.
  void Merge(const TensorSpec& last);

  // After Merge().
  std::span<const float> scale() const { return scale_; }
  std::span<const float> bias() const { return bias_; }

 private:
  std::vector<float> mean_;
  std::vector<float> variance_;
  std::vector<float> scale_;
  std::vector<float> bias_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_BATCH_NORM_MERGE_H_
