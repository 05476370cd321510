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

std::vector<BlobForm> FormsOf(const TensorSpec& tensor, BlobType type) {
  const std::vector<uint64_t>& shape = tensor.shape;
  switch (tensor.role) {
    case TensorRole::kConvolution:
      RequireRank(tensor, 4);
      return {{type, {shape[3], shape[2], shape[0], shape[1]}}};
    case TensorRole::kLinear:
      RequireRank(tensor, 2);
      return {{type, {shape[1], shape[0]}}};
    case TensorRole::kMatMul:
      RequireRank(tensor, 2);
      return {{type, shape}};
    case TensorRole::kBias:
      RequireRank(tensor, 1);
      return {{type, shape}};
    case TensorRole::kNormGamma:
    case TensorRole::kNormBeta:
      RequireRank(tensor, 1);
      return {{type, {1, shape[0], 1, 1}}};
    case TensorRole::kRopeFrequencies:
      RequireRank(tensor, 3);
      return {{type, shape}};
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
