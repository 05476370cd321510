#include <algorithm>
#include <cmath>
#include <limits>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness::ane {
namespace {

ElementType TypeNamed(const std::string& name) {
  for (const ElementType type :
       {ElementType::kFloat16, ElementType::kFloat32, ElementType::kInt32, ElementType::kBool}) {
    if (name == NameOf(type)) return type;
  }
  throw FormatError("a cast to '" + name + "' is not supported; fp16, fp32, int32 and bool are");
}

// Toward zero; out of range gives the nearest limit, a NaN gives 0.
int32_t Truncated(float value) {
  if (value != value) return 0;
  if (value >= 0x1p31F) return std::numeric_limits<int32_t>::max();
  if (value < -0x1p31F) return std::numeric_limits<int32_t>::min();
  return static_cast<int32_t>(value);
}

class CastKernel final : public Kernel {
 public:
  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const Result& out = step.outputs[0];
    const auto count = ElementsOf(out.extents);
    if (IsFloating(x.type)) {
      if (IsFloating(out.type)) {
        step.ShareRange(count, kSharedElements, [&](size_t first, size_t last, size_t) {
          Vectors().unary(UnaryOp::kCopy, 0, out.rounds(), x.floats() + first, last - first,
                          out.floats() + first);
        });
      } else if (out.type == ElementType::kInt32) {
        std::transform(x.floats(), x.floats() + count, out.ints(), Truncated);
      } else {
        std::transform(x.floats(), x.floats() + count, out.ints(),
                       [](float value) { return value != 0 ? 1 : 0; });
      }
    } else if (IsFloating(out.type)) {
      std::transform(x.ints(), x.ints() + count, out.floats(),
                     [](int32_t value) { return static_cast<float>(value); });
      Vectors().unary(UnaryOp::kCopy, 0, out.rounds(), out.floats(), count, out.floats());
    } else {
      std::transform(x.ints(), x.ints() + count, out.ints(),
                     [](int32_t value) { return value != 0 ? 1 : 0; });
    }
  }

  bool InPlace(size_t) const override { return true; }

  // Between floating types it is a copy, which rounds.
  std::optional<Elementwise> AsElementwise() const override { return Elementwise{}; }
};

}  // namespace

BuiltOp BuildCast(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const auto dtype = arguments.Text("dtype");
  if (!dtype.has_value()) throw FormatError("parameter 'dtype' is missing");
  const ElementType from = x.type.element;
  const ElementType to = TypeNamed(*dtype);
  BuiltOp built;
  built.outputs = {{to, x.type.shape}};
  built.inputs = {&x};
  // A half is a float, and 0 and 1 are integers: those casts change no element.
  const bool same_elements = from == to || (IsFloating(from) && to == ElementType::kFloat32) ||
                             (from == ElementType::kBool && to == ElementType::kInt32);
  if (same_elements) {
    built.constant = x.constant;
  } else if (x.constant != nullptr && IsFloating(from) && IsFloating(to)) {
    built.constant = RoundedToHalf(*x.constant);
  } else {
    built.kernel = std::make_unique<CastKernel>();
  }
  return built;
}

}  // namespace tidemark::harness::ane
