#ifndef TIDEMARK_CONVERTER_NETWORK_TENSOR_H_
#define TIDEMARK_CONVERTER_NETWORK_TENSOR_H_

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tidemark::converter {

// What a tensor of a network file is for. It follows from the grammar alone.
enum class TensorRole {
  kConvolution,        // [kernel_y, kernel_x, in, out]
  kMatMul,             // [in, out], a product without a bias
  kLinear,             // [in, out], a product whose bias follows
  kAttentionOutput,    // [heads * v_width, out], a product of all heads of an attention block
  kBias,               // [channels]
  kBatchNormMean,      // [channels]
  kBatchNormVariance,  // [channels]
  kBatchNormScale,     // [channels], only if the batch norm has a scale
  kBatchNormBias,      // [channels], only if the batch norm has a bias
  kRopeFrequencies,    // [KV heads, pairs, 2], a learned pair of angles per column and row
  kPointNorm,          // [channels], the RMSNorm that a transformer block begins with
  kNormGamma,          // [channels], RMSNorm of the trunk's tip
  kNormBeta,           // [channels], RMSNorm of the trunk's tip
  kTable,              // [1, heads, points, width], computed for a package: in no network file
};

// Which tensor of a network: its ordinal among all tensors, in file order.
struct TensorId {
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
  uint32_t index = kNone;

  bool present() const { return index != kNone; }
  friend bool operator==(TensorId, TensorId) = default;
};

// What a batch norm's four vectors need to know of each other.
struct BatchNormTerms {
  float epsilon = 0;
  bool has_scale = false;
  bool has_bias = false;
};

// A tensor as the file declares it, before its values.
struct TensorSpec {
  TensorRole role = TensorRole::kMatMul;
  // The layer it belongs to. Names need not be unique and mean nothing; tensors are told apart by
  // their order.
  std::string layer = {};
  // Slowest dimension first, as stored in the file.
  std::vector<uint64_t> shape = {};
  // Set for the four batch-norm roles.
  BatchNormTerms batch_norm = {};
  // Of an attention block's queries. Set for kAttentionOutput and kRopeFrequencies.
  int heads = 0;

  uint64_t count() const {
    uint64_t product = 1;
    for (const uint64_t dimension : shape) product *= dimension;
    return product;
  }
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_TENSOR_H_
