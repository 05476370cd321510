#ifndef TIDEMARK_CONVERTER_NETWORK_TENSOR_STORE_H_
#define TIDEMARK_CONVERTER_NETWORK_TENSOR_STORE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "converter/network/weight_sink.h"

namespace tidemark::converter {

// The heap sink: every tensor as a float32 vector, in file order and in the file's layout.
// Memory grows with the values that arrive, never with a declared size.
class TensorStore final : public WeightSink {
 public:
  void Begin(const TensorSpec& spec) override;
  void Append(std::span<const float> values) override;
  void End() override;

  // The values of a tensor; empty after Release().
  std::span<const float> operator[](TensorId id) const;

  size_t size() const { return tensors_.size(); }
  // Bytes of float values held.
  uint64_t bytes() const;

  // Frees every value. Harmless when repeated.
  void Release();

 private:
  std::vector<std::vector<float>> tensors_;
  uint64_t expected_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_TENSOR_STORE_H_
