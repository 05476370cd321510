#ifndef TIDEMARK_CONVERTER_NETWORK_LAYER_READER_H_
#define TIDEMARK_CONVERTER_NETWORK_LAYER_READER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "converter/network/layers.h"
#include "converter/network/network.h"
#include "converter/network/token_reader.h"
#include "converter/network/weight_sink.h"

namespace tidemark::converter {

// A width that a layer must have to fit its neighbour.
struct Width {
  int channels = 0;
  // The neighbour, for messages.
  std::string_view neighbour = {};
};

// Any width within the limits of the format.
inline constexpr Width kAnyWidth = {};

// Reads the layer records of a network: name, shape, weights. Shapes are checked before the weights
// that they announce are read, and no memory is set aside for weights here. Each tensor is entered
// in `tensors` and its values go to `sink`.
class LayerReader {
 public:
  static constexpr int kMostChannels = 16384;
  static constexpr int kLargestKernel = 15;
  // Twelve times the largest of `harness architectures`; a conversion may have to hold one tensor.
  static constexpr uint64_t kMostTensorValues = uint64_t{1} << 24;
  static constexpr uint64_t kMostValues = uint64_t{1} << 31;

  // `version` is the network's format version. All references must outlive the reader.
  LayerReader(TokenReader& tokens, int version, std::vector<TensorSpec>& tensors, WeightSink& sink);

  Convolution ReadConvolution(Width in, Width out);
  BatchNorm ReadBatchNorm(Width channels);
  Activation ReadActivation();
  // `role` is kMatMul, or kLinear when a bias follows.
  MatMul ReadMatMul(Width in, Width out, TensorRole role);
  // The product that mixes an attention block's heads.
  MatMul ReadAttentionOutput(Width in, Width out, int heads);
  Bias ReadBias(Width channels);
  RmsNorm ReadRmsNorm(Width channels);
  PointNorm ReadPointNorm(Width channels);
  // The record after an attention block's output product.
  Rope ReadRope(bool learned, const AttentionBlock& block);

  TokenReader& tokens() { return tokens_; }
  int version() const { return version_; }

 private:
  // Reads the name of a layer, which messages carry from then on.
  std::string ReadName(std::string_view kind);
  int ReadWidth(std::string_view what, Width expected);
  MatMul ReadProduct(Width in, Width out, TensorSpec spec);
  TensorId ReadTensor(TensorSpec spec, std::string_view what, const TokenReader::Piece& also = {});
  void CheckMergedForm(const BatchNorm& norm, const std::vector<float>& mean,
                       const std::vector<float>& variance, const std::vector<float>& scale,
                       const std::vector<float>& bias) const;

  TokenReader& tokens_;
  int version_;
  std::vector<TensorSpec>& tensors_;
  WeightSink& sink_;
  uint64_t values_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_LAYER_READER_H_
