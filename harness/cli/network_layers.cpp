#include "harness/cli/network_layers.h"

#include <string_view>

#include "harness/cli/network_facts.h"

namespace tidemark::harness {
namespace {

std::string_view KindOf(converter::TensorRole role) {
  using enum converter::TensorRole;
  switch (role) {
    case kConvolution:
      return "convolution";
    case kMatMul:
    case kAttentionOutput:
      return "matmul";
    case kLinear:
      return "linear";
    case kBias:
      return "bias";
    case kBatchNormMean:
    case kBatchNormVariance:
    case kBatchNormScale:
    case kBatchNormBias:
      return "batch norm";
    case kRopeFrequencies:
      return "rotary embedding";
    case kPointNorm:
    case kNormGamma:
    case kNormBeta:
      return "norm";
    case kTable:
      break;
  }
  return "";
}

// Every layer of several tensors begins with one of these; other layers are one tensor.
bool GoesOn(converter::TensorRole role) {
  using enum converter::TensorRole;
  return role == kBatchNormVariance || role == kBatchNormScale || role == kBatchNormBias ||
         role == kNormBeta;
}

}  // namespace

std::vector<LayerFacts> LayersOf(const converter::Network& network) {
  std::vector<LayerFacts> layers;
  for (const converter::TensorSpec& tensor : network.tensors) {
    if (layers.empty() || !GoesOn(tensor.role)) {
      layers.push_back({.name = tensor.layer, .kind = std::string(KindOf(tensor.role))});
    }
    LayerFacts& layer = layers.back();
    if (IsParameter(tensor.role)) layer.parameters += tensor.count();
    layer.stored_bytes += 4 * tensor.count();
  }
  return layers;
}

}  // namespace tidemark::harness
