#ifndef TIDEMARK_CONVERTER_NETWORK_LAYER_WRITER_H_
#define TIDEMARK_CONVERTER_NETWORK_LAYER_WRITER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "converter/network/layers.h"
#include "converter/network/network.h"
#include "converter/network/network_writer.h"

namespace tidemark::converter {

// Writes the items and layer records of a network file: each token on a line of its own, each float
// array binary or as text on one line. Buffers a little; Flush() hands the rest to the sink.
class LayerWriter {
 public:
  // `version` is the network's format version. All references must outlive the writer.
  LayerWriter(int version, const std::vector<TensorSpec>& tensors, const TensorValues& values,
              Encoding encoding, ByteSink& sink);

  void Word(std::string_view word);
  void Integer(int value);
  void Real(float value);
  void Real(double value);
  // Reserved fields.
  void Zeros(int count);

  void Write(const Convolution& layer);
  void Write(const BatchNorm& layer);
  void Write(const Activation& layer);
  void Write(const MatMul& layer);
  void Write(const Bias& layer);
  void Write(const RmsNorm& layer);
  void Write(const PointNorm& layer);
  void Write(const Rope& layer);

  void Flush();

 private:
  void Array(TensorId id);
  void Append(std::span<const std::byte> bytes);
  void Append(std::string_view text) { Append(std::as_bytes(std::span(text))); }

  int version_;
  const std::vector<TensorSpec>& tensors_;
  const TensorValues& values_;
  Encoding encoding_;
  ByteSink& sink_;
  std::vector<float> piece_;
  std::vector<std::byte> buffer_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_LAYER_WRITER_H_
