#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_LITERAL_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_LITERAL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converter/mil/proto/mil.pb.h"
#include "harness/backends/ane/constant.h"
#include "harness/backends/ane/value.h"
#include "harness/backends/ane/weight_store.h"

namespace tidemark::harness::ane {

// What a value type of a program declares: an element type and, for each dimension, its size or
// nothing. Throws FormatError when it is no tensor, has too many dimensions or one of size 0.
struct DeclaredType {
  ElementType element = ElementType::kFloat32;
  std::vector<std::optional<int64_t>> dimensions = {};
};
DeclaredType DeclaredTypeOf(const mil::ValueType& type);

// "fp32 [?, 22, 19, 19]".
std::string ToString(const DeclaredType& type);

// Is `type` one that `declared` stands for? A dimension of no declared size may have any.
bool Matches(const TensorType& type, const DeclaredType& declared);

struct Literal {
  TensorType type = {};
  ConstantPtr constant = {};
};

// A constant, inline or in a weight file. Throws FormatError when its payload is not that of its
// declared type, or holds another number of elements.
Literal ReadLiteral(const mil::Value& value, WeightStore& weights);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_LITERAL_H_
