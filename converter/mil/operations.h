#ifndef TIDEMARK_CONVERTER_MIL_OPERATIONS_H_
#define TIDEMARK_CONVERTER_MIL_OPERATIONS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "converter/layout/blob_plan.h"
#include "converter/mil/literals.h"
#include "converter/mil/program_builder.h"
#include "converter/mil/value_names.h"

namespace tidemark::converter {

// The dimension of activations that counts channels.
inline constexpr size_t kChannelAxis = 1;

// The operations that KataGo's networks need, one function each: they know the
// parameters, write out every default, and give the result its type. `name` is the result's, and
// must not be taken. Activations are [N, C, H, W] or [N, C]; all tensor operands of an operation
// share one element type.
class Operations {
 public:
  // The names of shared constants come from `names`.
  Operations(ProgramBuilder& builder, ValueNames& names)
      : builder_(builder), literals_(builder, names) {}
  Operations(const Operations&) = delete;
  Operations& operator=(const Operations&) = delete;

  Value Weight(const std::string& name, const PlannedBlob& blob);
  Value Float(mil::DataType element, float value) { return literals_.Float(element, value); }

  // Element-wise: `add`, `sub`, `mul` or `real_div`, with broadcasting.
  Value Binary(std::string_view type, const std::string& name, const Value& x, const Value& y);
  // Element-wise: `relu`, `sigmoid`, `exp` or `sqrt`.
  Value Unary(std::string_view type, const std::string& name, const Value& x);
  // 1 / sqrt(x + epsilon).
  Value ReciprocalRoot(const std::string& name, const Value& x, float epsilon);
  Value Cast(const std::string& name, const Value& x, mil::DataType element);

  // `reduce_sum`, `reduce_mean` or `reduce_max` over `axes`, which stay with size 1.
  Value Reduce(std::string_view type, const std::string& name, const Value& x,
               const std::vector<int32_t>& axes);

  // Stride 1, same padding, no bias. Weight [out, in, ky, kx].
  Value Convolution(const std::string& name, const Value& x, const Value& weight);
  // [N, in] times [in, out].
  Value MatMul(const std::string& name, const Value& x, const Value& weight);
  // [N, in] times the transpose of [out, in], plus [out].
  Value Linear(const std::string& name, const Value& x, const Value& weight, const Value& bias);

  // [N, C] to [N, C, 1, 1].
  Value AsChannels(const std::string& name, const Value& x);
  // [N, C, 1, 1] to [N, C].
  Value SqueezePoints(const std::string& name, const Value& x);
  // [N, C1, ...], [N, C2, ...], ... to [N, C1 + C2 + ..., ...].
  Value ConcatChannels(const std::string& name, const std::vector<Value>& values);
  // Row by row into `shape`; one dimension that depends on the batch may be unset or, where it does
  // not, come out as the rest.
  Value Reshape(const std::string& name, const Value& x, const std::vector<Dimension>& shape);
  // Dimension i of the result is dimension order[i] of `x`.
  Value Transpose(const std::string& name, const Value& x, const std::vector<int32_t>& order);
  // One channel: [N, C, ...] to [N, 1, ...].
  Value SliceChannel(const std::string& name, const Value& x, uint64_t channel);
  // `times` copies one after the other along dimension `axis`.
  Value Tile(const std::string& name, const Value& x, size_t axis, uint64_t times);

  // Over the last dimension.
  Value Softmax(const std::string& name, const Value& x);
  // Products of the last two dimensions, [..., L, E] times [..., E, S]; [..., S, E] if transposed.
  Value BatchedMatMul(const std::string& name, const Value& x, const Value& y, bool transpose_y);
  // softmax(query key^T / sqrt(E) + mask) value in one operation of opset CoreML8, of query
  // [N, heads, L, E], key [N, heads, S, E], value [N, heads, S, V] and mask [N, 1, L, S].
  Value Attention(const std::string& name, const Value& query, const Value& key, const Value& value,
                  const Value& mask);

 private:
  ProgramBuilder& builder_;
  Literals literals_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_OPERATIONS_H_
