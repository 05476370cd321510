#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_CONSTANT_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_CONSTANT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "harness/backends/ane/element_type.h"

namespace tidemark::harness::ane {

// The elements of a constant, in row-major order. One of the four members below holds them.
//
// Weights stay as they are stored: half-precision tensors are never kept as floats, because that
// would double the memory of a loaded program. Kernels expand what they need just before a product.
struct Constant {
  // FLOAT32, or a small FLOAT16 constant already widened.
  std::span<const float> floats = {};
  // FLOAT16 as stored: the bits of each number.
  std::span<const uint16_t> halves = {};
  // INT32, and BOOL as 0 and 1.
  std::span<const int32_t> ints = {};
  // STRING; programs use scalars only.
  std::string text = {};
  // Keeps the elements alive, which may be a few of many: its whole memory is `owner_bytes`.
  std::shared_ptr<const void> owner = {};
  size_t owner_bytes = 0;
  // That memory, if it is a mapped file.
  std::span<const std::byte> mapping = {};

  bool held_as_halves() const { return !halves.empty(); }
};

using ConstantPtr = std::shared_ptr<const Constant>;

// Up to this many FLOAT16 elements are widened at load.
inline constexpr size_t kSmallConstant = 4096;

ConstantPtr FloatConstant(std::vector<float> values);
ConstantPtr IntConstant(std::vector<int32_t> values);
ConstantPtr TextConstant(std::string text);
// `halves` live as long as `owner` does; few of them are widened.
ConstantPtr HalfConstant(std::span<const uint16_t> halves, std::shared_ptr<const void> owner,
                         size_t owner_bytes, std::span<const std::byte> mapping = {});

// The elements of a floating constant, widened.
std::vector<float> Floats(const Constant& constant);

// `constant` rounded to half precision: what `cast` to fp16 makes of an FP32 constant.
ConstantPtr RoundedToHalf(const Constant& constant);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_CONSTANT_H_
