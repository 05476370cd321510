#ifndef TIDEMARK_REFERENCE_EIGEN_CONVOLUTION_H_
#define TIDEMARK_REFERENCE_EIGEN_CONVOLUTION_H_

#include <span>
#include <string>

#include "converter/network/layers.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// A convolution as a product of matrices: the points that each tap meets, [points, taps * I], times
// the weights [taps * I, O], which are read where the file's reader put them. Products are summed
// over the inputs of a tap and then over the taps. In single precision, where it pays, a
// convolution of 3x3 taps takes Winograd's way instead: see winograd.h.
template <typename Scalar>
class ConvolutionLayer {
 public:
  ConvolutionLayer(const converter::Convolution& convolution,
                   const converter::TensorStore& weights);

  int in_channels() const { return in_channels_; }
  int out_channels() const { return out_channels_; }

  // Without `accumulate`, sets every point of `out` to the convolution of `in`; with it, adds the
  // convolution to what is there. Nothing is masked: points off the board get values too.
  void Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in, bool accumulate,
             FeatureMap<Scalar>& out) const;

 private:
  int taps() const { return kernel_y_ * kernel_x_; }
  LayerCost CostOf(const Workspace<Scalar>& workspace, int winograd_tile) const;
  // Copies what each of `count` points of `in` meets at the taps [first_tap, first_tap + taps) to
  // `rows` [count, taps * I].
  void Gather(const FeatureMap<Scalar>& in, int first, int count, int first_tap, int taps,
              Scalar* rows) const;
  // Of the taps [first_tap, first_tap + some_taps) only; in single precision.
  void ApplyTaps(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in, int first_tap,
                 int some_taps, bool accumulate, FeatureMap<Scalar>& out) const;
  void ApplyPlainly(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in, bool accumulate,
                    FeatureMap<Scalar>& out) const;

  std::string name_;
  int kernel_y_ = 0;
  int kernel_x_ = 0;
  int in_channels_ = 0;
  int out_channels_ = 0;
  std::span<const float> weights_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_CONVOLUTION_H_
