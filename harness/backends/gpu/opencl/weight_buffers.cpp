#include "harness/backends/gpu/opencl/weight_buffers.h"

#include <span>
#include <string>
#include <utility>

#include "converter/error.h"
#include "converter/layout/batch_norm_merge.h"
#include "harness/backends/gpu/opencl/module_error.h"
#include "harness/backends/gpu/opencl/point_products.h"

namespace tidemark::harness::gpu {
namespace {

using converter::TensorRole;
using converter::TensorSpec;

std::vector<float> PaddedVector(std::span<const float> values) {
  std::vector<float> padded(values.begin(), values.end());
  padded.resize(static_cast<size_t>(Padded(static_cast<int>(values.size()))));
  return padded;
}

// [taps, in, out] to [out / kPanel, taps, in, kPanel], for a convolution [ky, kx, in, out] or a
// product [in, out].
std::vector<float> Panels(std::span<const float> values, const TensorSpec& tensor) {
  const size_t in = tensor.shape[tensor.shape.size() - 2];
  const size_t out = tensor.shape.back();
  const size_t taps = values.size() / in / out;
  const auto in_padded = static_cast<size_t>(Padded(static_cast<int>(in)));
  const auto out_padded = static_cast<size_t>(Padded(static_cast<int>(out)));
  std::vector<float> panels(taps * in_padded * out_padded);
  const float* value = values.data();
  for (size_t tap = 0; tap < taps; ++tap) {
    for (size_t i = 0; i < in; ++i) {
      for (size_t o = 0; o < out; ++o) {
        panels[((o / kPanel * taps + tap) * in_padded + i) * kPanel + o % kPanel] = *value++;
      }
    }
  }
  return panels;
}

// The rows of [channels, out], each times the channel's gamma if there is one.
std::vector<float> Scaled(std::span<const float> values, converter::TensorId gamma,
                          const WeightSource& weights) {
  std::vector<float> scaled(values.begin(), values.end());
  if (!gamma.present()) return scaled;
  const std::span<const float> factors = weights(gamma);
  const size_t out = values.size() / factors.size();
  for (size_t i = 0; i < scaled.size(); ++i) scaled[i] *= factors[i / out];
  return scaled;
}

bool IsLastOfNorm(const TensorSpec& tensor) {
  if (tensor.batch_norm.has_bias) return tensor.role == TensorRole::kBatchNormBias;
  if (tensor.batch_norm.has_scale) return tensor.role == TensorRole::kBatchNormScale;
  return tensor.role == TensorRole::kBatchNormVariance;
}

}  // namespace

WeightBuffers::WeightBuffers(const DeviceContext& device, const converter::Network& network,
                             const WeightSource& weights)
    : tensors_(network.tensors.size()) {
  const auto point_products = PointProductsOf(network);
  converter::BatchNormMerge merge;
  size_t mean = 0;
  for (size_t index = 0; index < network.tensors.size(); ++index) {
    const TensorSpec& tensor = network.tensors[index];
    const converter::TensorId id = {static_cast<uint32_t>(index)};
    const std::span<const float> values = weights(id);
    if (values.size() != tensor.count()) {
      throw ModuleError({.kind = Failure::Kind::kNoWeights,
                         .message = "the weights are released, or of another network",
                         .layer = tensor.layer});
    }
    if (const auto product = point_products.find(id.index); product != point_products.end()) {
      const std::vector<float> rows = Scaled(values, product->second, weights);
      Keep(index, device.Stored(Panels(rows, tensor)));
      continue;
    }
    switch (tensor.role) {
      case TensorRole::kConvolution:
        Keep(index, device.Stored(Panels(values, tensor)));
        break;
      case TensorRole::kMatMul:
      case TensorRole::kAttentionOutput:
      case TensorRole::kLinear:
        Keep(index, device.Stored(values));
        break;
      case TensorRole::kPointNorm:
        // Part of the products behind it.
        break;
      case TensorRole::kBias:
      case TensorRole::kNormGamma:
      case TensorRole::kNormBeta:
      case TensorRole::kTable:
        Keep(index, device.Floats(PaddedVector(values)));
        break;
      case TensorRole::kRopeFrequencies:
        frequencies_[id.index].assign(values.begin(), values.end());
        break;
      case TensorRole::kBatchNormMean:
        mean = index;
        merge.Clear();
        [[fallthrough]];
      case TensorRole::kBatchNormVariance:
      case TensorRole::kBatchNormScale:
      case TensorRole::kBatchNormBias:
        merge.Append(tensor.role, values);
        if (!IsLastOfNorm(tensor)) break;
        merge.Merge(tensor);
        // Of a norm the variance follows the mean.
        Keep(mean, device.Floats(PaddedVector(merge.scale())));
        Keep(mean + 1, device.Floats(PaddedVector(merge.bias())));
        break;
    }
  }
}

std::span<const float> WeightBuffers::Frequencies(const converter::Rope& rope) const {
  if (!rope.learned()) return {};
  return frequencies_.at(rope.frequencies.index);
}

void WeightBuffers::Keep(size_t index, cl::Buffer buffer) {
  bytes_ += buffer.getInfo<CL_MEM_SIZE>();
  tensors_[index] = std::move(buffer);
}

}  // namespace tidemark::harness::gpu
