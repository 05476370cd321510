#ifndef TIDEMARK_CONVERTER_NETWORK_LAYERS_H_
#define TIDEMARK_CONVERTER_NETWORK_LAYERS_H_

#include <string>

#include "converter/network/tensor.h"

namespace tidemark::converter {

// Layers of a KataGo network: names and shapes, and where their weights are. The values themselves
// are wherever the parser's weight sink put them.

// Cross-correlation, stride 1, zero padding to the same size, dilation 1, never a bias.
// Weights [kernel_y, kernel_x, in, out].
struct Convolution {
  std::string name = {};
  int kernel_y = 0;
  int kernel_x = 0;
  int in_channels = 0;
  int out_channels = 0;
  TensorId weights = {};
};

// y = scale / sqrt(variance + epsilon) * (x - mean) + bias; a missing scale is 1, a missing bias 0.
struct BatchNorm {
  std::string name = {};
  int channels = 0;
  float epsilon = 0;
  TensorId mean = {};
  TensorId variance = {};
  TensorId scale = {};  // absent if !scale.present()
  TensorId bias = {};   // absent if !bias.present()
};

enum class ActivationKind { kIdentity, kRelu, kMish, kSilu };

struct Activation {
  std::string name = {};
  ActivationKind kind = ActivationKind::kIdentity;
};

// out[o] = sum_i in[i] * weights[i, o]. Weights [in, out].
struct MatMul {
  std::string name = {};
  int in_channels = 0;
  int out_channels = 0;
  TensorId weights = {};
};

struct Bias {
  std::string name = {};
  int channels = 0;
  TensorId weights = {};
};

// y = x / sqrt(mean(x^2) + epsilon) * gamma, the mean taken over the channels of a point: what a
// transformer block begins with.
struct PointNorm {
  std::string name = {};
  int channels = 0;
  float epsilon = 0;
  TensorId gamma = {};
};

// y = x / sqrt(mean(x^2) + epsilon) * gamma + beta, the mean taken over the channels of a point, or
// over all channels and on-board points of a position if `spatial`.
struct RmsNorm {
  std::string name = {};
  int channels = 0;
  float epsilon = 0;
  bool spatial = false;
  TensorId gamma = {};
  TensorId beta = {};
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_LAYERS_H_
