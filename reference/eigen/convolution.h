#ifndef TIDEMARK_REFERENCE_EIGEN_CONVOLUTION_H_
#define TIDEMARK_REFERENCE_EIGEN_CONVOLUTION_H_

#include <span>

#include "converter/network/layers.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// A convolution as a sum of products, one per tap: out [O, points] += tap [I, O]^T * in [I, points]
// shifted by the tap's offset. The weights are read where the file's reader put them.
template <typename Scalar>
class ConvolutionLayer {
 public:
  ConvolutionLayer(const converter::Convolution& convolution,
                   const converter::TensorStore& weights);

  int in_channels() const { return in_channels_; }
  int out_channels() const { return out_channels_; }

  // Without `accumulate`, sets every point of `out` to the convolution of `in`; with it, adds the
  // convolution to what is there. The padding of `in` must be 0; that of `out` comes to hold
  // anything. Nothing is masked: points off the board get values too.
  void Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in, bool accumulate,
             FeatureMap<Scalar>& out) const;

 private:
  struct Piece;
  void ApplyTo(const Piece& piece, const Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in,
               bool accumulate, FeatureMap<Scalar>& out) const;

  int kernel_y_ = 0;
  int kernel_x_ = 0;
  int in_channels_ = 0;
  int out_channels_ = 0;
  std::span<const float> weights_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_CONVOLUTION_H_
