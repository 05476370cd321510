#ifndef TIDEMARK_CONVERTER_MIL_WEIGHT_LIST_H_
#define TIDEMARK_CONVERTER_MIL_WEIGHT_LIST_H_

#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "converter/network/tensor.h"
#include "converter/network/weight_sink.h"

namespace tidemark::converter {

// A program's hold on the values of a tensor: a view of somebody else's, or a copy of its own.
// Copying the object copies what it holds.
class WeightValues {
 public:
  static WeightValues View(std::span<const float> values) { return WeightValues(values); }
  static WeightValues Copy(std::span<const float> values) {
    return WeightValues(std::vector<float>(values.begin(), values.end()));
  }

  std::span<const float> get() const;
  // Bytes of values that it owns.
  uint64_t owned_bytes() const;

 private:
  explicit WeightValues(std::span<const float> view) : held_(view) {}
  explicit WeightValues(std::vector<float> copy) : held_(std::move(copy)) {}

  std::variant<std::span<const float>, std::vector<float>> held_;
};

struct WeightEntry {
  TensorSpec spec;
  WeightValues values;
};

// The tensors that a program refers to, in file order.
class WeightList {
 public:
  void Add(const TensorSpec& spec, WeightValues values) {
    entries_.push_back({spec, std::move(values)});
  }

  // A list of its own for the caller.
  std::vector<WeightEntry> entries() const { return entries_; }

 private:
  std::vector<WeightEntry> entries_;
};

// Writes weights; it owns the list that it writes.
class WeightSerializer {
 public:
  explicit WeightSerializer(std::vector<WeightEntry> weights) : weights_(std::move(weights)) {}

  // Feeds every tensor to `sink`. Throws what it throws, and InterruptedError between tensors.
  void Write(WeightSink& sink) const;

 private:
  std::vector<WeightEntry> weights_;
};

// Bytes of values that the entries own.
uint64_t OwnedBytes(std::span<const WeightEntry> weights);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_WEIGHT_LIST_H_
