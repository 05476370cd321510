#ifndef TIDEMARK_REFERENCE_EIGEN_ATTENTION_BLOCK_H_
#define TIDEMARK_REFERENCE_EIGEN_ATTENTION_BLOCK_H_

#include <optional>
#include <string>

#include "reference/eigen/convolution.h"
#include "reference/eigen/residual_block.h"
#include "reference/eigen/rms_norm.h"
#include "reference/eigen/rotary_angles.h"

namespace tidemark::reference {

// R(x) = output(attention(query(norm(x)), key(norm(x)), value(norm(x)))), over the points of the
// board: points off it are attended to by none.
template <typename Scalar>
class AttentionResidualBlock final : public ResidualBlock<Scalar> {
 public:
  AttentionResidualBlock(const converter::AttentionBlock& block,
                         const converter::TensorStore& weights);

  void AddTo(Workspace<Scalar>& workspace, FeatureMap<Scalar>& stream) const override;

 private:
  // Every head's mix of values, into its channels of `out`.
  void Attend(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& query,
              const FeatureMap<Scalar>& key, const FeatureMap<Scalar>& value,
              FeatureMap<Scalar>& out) const;

  std::string name_;
  int heads_ = 0;
  int kv_heads_ = 0;
  int q_width_ = 0;
  int v_width_ = 0;
  RmsNormActivation<Scalar> norm_;
  ConvolutionLayer<Scalar> query_;
  ConvolutionLayer<Scalar> key_;
  ConvolutionLayer<Scalar> value_;
  ConvolutionLayer<Scalar> output_;
  std::optional<RotaryAngles<Scalar>> rope_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_ATTENTION_BLOCK_H_
