#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_VALUE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_VALUE_H_

#include <cstdint>
#include <string>

#include "harness/backends/ane/constant.h"
#include "harness/backends/ane/element_type.h"
#include "harness/backends/ane/shape.h"

namespace tidemark::harness::ane {

struct TensorType {
  ElementType element = ElementType::kFloat32;
  Shape shape = {};

  friend bool operator==(const TensorType&, const TensorType&) = default;
};

// "fp16 [N, 22, 19, 19]".
inline std::string ToString(const TensorType& type) {
  return std::string(NameOf(type.element)) + " " + ToString(type.shape);
}

// An index into a program's values.
using ValueId = uint32_t;

// One name of a program: an input, a constant or a result.
struct Value {
  ValueId id = 0;
  std::string name = {};
  TensorType type = {};
  // Set if the value is known at load.
  ConstantPtr constant = {};
  // It stands in the program as a literal: a `const` operation or an inline value, not the cast of
  // one.
  bool literal = false;
  // The value whose memory holds it: itself, unless it is another view of the same elements.
  ValueId storage = 0;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_VALUE_H_
