#include "converter/layout/blob_form.h"

#include <limits>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

void RequireRank(const TensorSpec& tensor, size_t rank) {
  if (tensor.shape.size() != rank) {
    throw FormatError("a tensor has " + std::to_string(tensor.shape.size()) +
                          " dimensions where its role has " + std::to_string(rank),
                      {.layer = tensor.layer});
  }
}

uint64_t HeadsOf(const TensorSpec& tensor) {
  const auto heads = static_cast<uint64_t>(tensor.heads);
  if (heads == 0 || tensor.shape[0] % heads != 0) {
    throw FormatError("the rows of an attention block's output do not divide among its heads",
                      {.layer = tensor.layer});
  }
  return heads;
}

std::vector<BlobForm> RotaryForms(const TensorSpec& tensor, const Storage& storage) {
  const uint64_t kv_heads = tensor.shape[0];
  const auto heads = static_cast<uint64_t>(tensor.heads);
  BlobForm table = {storage.type(), {1, kv_heads, storage.points(), 2 * tensor.shape[1]}};
  std::vector<BlobForm> forms(2, table);
  if (heads == kv_heads || kv_heads == 1) return forms;
  table.shape[1] = heads;
  forms.insert(forms.end(), 2, table);
  return forms;
}

}  // namespace

uint64_t BlobForm::bytes() const {
  uint64_t product = BytesPerElement(type);
  for (const uint64_t dimension : shape) {
    if (dimension != 0 && product > std::numeric_limits<uint64_t>::max() / dimension) {
      throw FormatError("the size of a weight tensor does not fit into 64 bits");
    }
    product *= dimension;
  }
  return product;
}

bool CompletesBatchNorm(const TensorSpec& tensor) {
  switch (tensor.role) {
    case TensorRole::kBatchNormVariance:
      return !tensor.batch_norm.has_scale && !tensor.batch_norm.has_bias;
    case TensorRole::kBatchNormScale:
      return !tensor.batch_norm.has_bias;
    case TensorRole::kBatchNormBias:
      return true;
    default:
      return false;
  }
}

std::vector<BlobForm> FormsOf(const TensorSpec& tensor, const Storage& storage) {
  const std::vector<uint64_t>& shape = tensor.shape;
  const BlobType type = storage.TypeOf(tensor.role);
  switch (tensor.role) {
    case TensorRole::kConvolution:
      RequireRank(tensor, 4);
      return {{type, {shape[3], shape[2], shape[0], shape[1]}}};
    case TensorRole::kLinear:
      RequireRank(tensor, 2);
      if (storage.splits_linear()) return {{type, shape}};
      return {{type, {shape[1], shape[0]}}};
    case TensorRole::kMatMul:
      RequireRank(tensor, 2);
      return {{type, shape}};
    case TensorRole::kAttentionOutput: {
      RequireRank(tensor, 2);
      const uint64_t heads = HeadsOf(tensor);
      return {heads, BlobForm{type, {shape[0] / heads, shape[1]}}};
    }
    case TensorRole::kBias:
      RequireRank(tensor, 1);
      return {{type, shape}};
    case TensorRole::kPointNorm:
    case TensorRole::kNormGamma:
    case TensorRole::kNormBeta:
      RequireRank(tensor, 1);
      return {{type, {1, shape[0], 1, 1}}};
    case TensorRole::kTable:
      RequireRank(tensor, 4);
      return {{type, shape}};
    case TensorRole::kRopeFrequencies:
      RequireRank(tensor, 3);
      return RotaryForms(tensor, storage);
    case TensorRole::kBatchNormMean:
    case TensorRole::kBatchNormVariance:
    case TensorRole::kBatchNormScale:
    case TensorRole::kBatchNormBias:
      RequireRank(tensor, 1);
      if (!CompletesBatchNorm(tensor)) return {};
      return {2, BlobForm{type, {1, shape[0], 1, 1}}};
  }
  throw FormatError("a tensor has an unknown role", {.layer = tensor.layer});
}

}  // namespace tidemark::converter
