#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_WEIGHT_BUFFERS_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_WEIGHT_BUFFERS_H_

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "converter/network/network.h"
#include "harness/backends/gpu/gpu_module.h"
#include "harness/backends/gpu/opencl/device_context.h"

namespace tidemark::harness::gpu {

// A batch norm as value * scale + shift.
struct NormBuffers {
  cl::Buffer scale = {};
  cl::Buffer shift = {};
};

// The weights of a network in device memory, each tensor in the layout that its kernel reads:
//   convolutions  [out / 16, taps, in, 16], in and out channels padded with zeros
//   products      [in, out], as in the file; those at every point, of transformer blocks, like a
//                 convolution of one tap, the gamma of the norm before them multiplied in
//   vectors       [channels] in float, padded with zeros; batch norms merged
class WeightBuffers {
 public:
  // Uploads tensor by tensor. Throws ModuleError, which names the layer, and cl::Error.
  WeightBuffers(const DeviceContext& device, const converter::Network& network,
                const WeightSource& weights);

  const cl::Buffer& operator[](converter::TensorId id) const { return tensors_.at(id.index); }
  NormBuffers Of(const converter::BatchNorm& norm) const {
    return {.scale = tensors_.at(norm.mean.index), .shift = tensors_.at(norm.variance.index)};
  }

  // Those of a learned rotary embedding, [KV heads, pairs, 2], in the process's own memory: what
  // the kernels read depends on the board, too. Of fixed angles there are none.
  std::span<const float> Frequencies(const converter::Rope& rope) const;

  uint64_t bytes() const { return bytes_; }

 private:
  void Keep(size_t index, cl::Buffer buffer);

  // By TensorId. A batch norm's mean and variance are replaced by what they are merged to.
  std::vector<cl::Buffer> tensors_;
  std::map<uint32_t, std::vector<float>> frequencies_;
  uint64_t bytes_ = 0;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_WEIGHT_BUFFERS_H_
