#ifndef TIDEMARK_CONVERTER_NETWORK_LAYER_FACTORY_H_
#define TIDEMARK_CONVERTER_NETWORK_LAYER_FACTORY_H_

#include <string>
#include <vector>

#include "converter/network/layers.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// Makes layers from names and shapes alone. Each tensor is entered in `tensors`, so layers must be
// made in file order.
class LayerFactory {
 public:
  // Every activation is of kind `activation`. `tensors` must outlive the factory.
  LayerFactory(ActivationKind activation, std::vector<TensorSpec>& tensors);

  // A square kernel of `kernel` x `kernel`.
  Convolution MakeConvolution(const std::string& name, int kernel, int in, int out);
  // With a bias, and with a scale if `has_scale`.
  BatchNorm MakeBatchNorm(const std::string& name, int channels, bool has_scale);
  Activation MakeActivation(const std::string& name) const;
  MatMul MakeMatMul(const std::string& name, int in, int out);
  // A product whose bias follows.
  MatMul MakeLinear(const std::string& name, int in, int out);
  // The product that mixes the heads of an attention block.
  MatMul MakeAttentionOutput(const std::string& name, int in, int out, int heads);
  Bias MakeBias(const std::string& name, int channels);
  PointNorm MakePointNorm(const std::string& name, int channels);
  RmsNorm MakeRmsNorm(const std::string& name, int channels, bool spatial);
  // Learned angles.
  Rope MakeRope(const std::string& name, int heads, int kv_heads, int pairs);

 private:
  TensorId Add(TensorSpec spec);

  ActivationKind activation_;
  std::vector<TensorSpec>& tensors_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_LAYER_FACTORY_H_
