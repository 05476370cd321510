#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_ELEMENTWISE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_ELEMENTWISE_H_

#include <cstddef>

#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness::ane {

// An operation on floating numbers each of whose results depends on one element of each operand,
// as VectorKernels has it.
struct Elementwise {
  // 1 or 2: that says which of the two operations below it is.
  size_t operands = 1;
  UnaryOp unary = UnaryOp::kCopy;
  float parameter = 0;
  BinaryOp binary = BinaryOp::kAdd;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_ELEMENTWISE_H_
