#ifndef TIDEMARK_REFERENCE_EIGEN_TRUNK_LAYERS_H_
#define TIDEMARK_REFERENCE_EIGEN_TRUNK_LAYERS_H_

#include <optional>
#include <span>
#include <variant>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/convolution.h"
#include "reference/eigen/dense.h"
#include "reference/eigen/metadata_layers.h"
#include "reference/eigen/norm_activation.h"
#include "reference/eigen/residual_block.h"
#include "reference/eigen/rms_norm.h"

namespace tidemark::reference {

// The inputs of a batch.
struct BatchInputs {
  std::span<const float> spatial;   // [N, 22, H, W]
  std::span<const float> global;    // [N, 19]
  std::span<const float> metadata;  // [N, 192], or empty for a network without an encoder
};

// From the inputs to what the heads read: stem, blocks, tip.
template <typename Scalar>
class TrunkLayers {
 public:
  TrunkLayers(const converter::Trunk& trunk, const converter::TensorStore& weights);

  int channels() const { return initial_convolution_.out_channels(); }
  const ResidualBlocks<Scalar>& blocks() const { return blocks_; }

  // Sets `stream` to the first convolution of the spatial inputs, plus the products of the global
  // inputs and of the encoded metadata at every point.
  void Stem(Workspace<Scalar>& workspace, const BatchInputs& inputs,
            FeatureMap<Scalar>& stream) const;

  // Norm and activation after the last block; `out` is 0 off the board and must not be `stream`.
  void Tip(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& stream,
           FeatureMap<Scalar>& out) const;

 private:
  int in_channels_ = 0;
  ConvolutionLayer<Scalar> initial_convolution_;
  Dense<Scalar> initial_product_;
  std::optional<MetadataLayers<Scalar>> metadata_;
  ResidualBlocks<Scalar> blocks_;
  std::variant<NormActivation<Scalar>, RmsNormActivation<Scalar>> tip_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_TRUNK_LAYERS_H_
