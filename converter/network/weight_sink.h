#ifndef TIDEMARK_CONVERTER_NETWORK_WEIGHT_SINK_H_
#define TIDEMARK_CONVERTER_NETWORK_WEIGHT_SINK_H_

#include <span>

#include "converter/network/tensor.h"

namespace tidemark::converter {

// What becomes of the tensors of a network as they stream past. The parser calls Begin(), then
// Append() with the values in file order in pieces of any size, then End(); all values are finite.
// Tensors come in file order, so the n-th Begin() is TensorId{n}.
class WeightSink {
 public:
  virtual ~WeightSink() = default;

  virtual void Begin(const TensorSpec& spec) = 0;
  virtual void Append(std::span<const float> values) = 0;
  virtual void End() = 0;
};

// Checked by the parser, then dropped.
class DiscardSink final : public WeightSink {
 public:
  void Begin(const TensorSpec&) override {}
  void Append(std::span<const float>) override {}
  void End() override {}
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_WEIGHT_SINK_H_
