#ifndef TIDEMARK_CONVERTER_MIL_VALUE_H_
#define TIDEMARK_CONVERTER_MIL_VALUE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converter/layout/blob_form.h"
#include "converter/mil/proto/mil.pb.h"

namespace tidemark::converter {

// A dimension of a tensor; unset is one that only an evaluation knows (the batch, in a program for
// a range of batches).
using Dimension = std::optional<uint64_t>;

struct TensorType {
  mil::DataType element = mil::FLOAT16;
  // Slowest dimension first; a scalar has none.
  std::vector<Dimension> shape = {};

  friend bool operator==(const TensorType&, const TensorType&) = default;
};

// A value of a program: what an input, a constant or an operation defines.
struct Value {
  std::string name = {};
  TensorType type = {};
};

// The element type of values that are stored in that form.
inline mil::DataType ElementOf(BlobType type) {
  return type == BlobType::kFloat16 ? mil::FLOAT16 : mil::FLOAT32;
}

// Shapes that are known, as dimensions.
inline std::vector<Dimension> FixedShape(const std::vector<uint64_t>& shape) {
  return {shape.begin(), shape.end()};
}

// What two shapes broadcast to by NumPy's rules; they must fit.
std::vector<Dimension> BroadcastShape(const std::vector<Dimension>& a,
                                      const std::vector<Dimension>& b);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_VALUE_H_
