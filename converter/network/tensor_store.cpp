#include "converter/network/tensor_store.h"

#include <algorithm>
#include <stdexcept>

namespace tidemark::converter {
namespace {

// What a tensor gets at once, 4 MiB; beyond that, memory grows with the values that arrived.
constexpr uint64_t kFirstStep = uint64_t{1} << 20;

}  // namespace

void TensorStore::Begin(const TensorSpec& spec) {
  expected_ = spec.count();
  tensors_.emplace_back().reserve(std::min(expected_, kFirstStep));
}

void TensorStore::Append(std::span<const float> values) {
  std::vector<float>& tensor = tensors_.back();
  const size_t needed = tensor.size() + values.size();
  if (needed > expected_) throw std::logic_error("more values than the tensor's shape");
  if (needed > tensor.capacity()) {
    // Ends with exactly the expected capacity.
    tensor.reserve(std::min<uint64_t>(expected_, std::max(needed, 2 * tensor.capacity())));
  }
  tensor.insert(tensor.end(), values.begin(), values.end());
}

void TensorStore::End() {
  if (tensors_.back().size() != expected_) {
    throw std::logic_error("fewer values than the tensor's shape");
  }
}

std::span<const float> TensorStore::operator[](TensorId id) const { return tensors_.at(id.index); }

uint64_t TensorStore::bytes() const {
  uint64_t total = 0;
  for (const std::vector<float>& tensor : tensors_) total += tensor.capacity() * sizeof(float);
  return total;
}

void TensorStore::Release() {
  for (std::vector<float>& tensor : tensors_) std::vector<float>().swap(tensor);
}

}  // namespace tidemark::converter
