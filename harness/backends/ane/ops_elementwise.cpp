#include <utility>

#include "converter/error.h"
#include "harness/backends/ane/broadcast.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness::ane {
namespace {

// Integers wrap; the quotient is truncated toward zero, and that of a division by zero is 0.
int32_t Compute(BinaryOp op, int32_t x, int32_t y) {
  const auto wrap = [](int64_t value) {
    return static_cast<int32_t>(static_cast<uint32_t>(value));
  };
  switch (op) {
    case BinaryOp::kAdd:
      return wrap(int64_t{x} + y);
    case BinaryOp::kSubtract:
      return wrap(int64_t{x} - y);
    case BinaryOp::kMultiply:
      return wrap(int64_t{x} * y);
    case BinaryOp::kDivide:
      return y == 0 ? 0 : wrap(int64_t{x} / y);
    case BinaryOp::kMaximum:
      return x > y ? x : y;
    case BinaryOp::kMinimum:
      return x < y ? x : y;
    case BinaryOp::kPower:
      break;
  }
  return 0;
}

void IntRow(BinaryOp op, RowForm form, const int32_t* x, const int32_t* y, size_t count,
            int32_t* out) {
  const size_t x_step = form == RowForm::kXIsOne ? 0 : 1;
  const size_t y_step = form == RowForm::kYIsOne ? 0 : 1;
  for (size_t i = 0; i < count; ++i) out[i] = Compute(op, x[i * x_step], y[i * y_step]);
}

class BinaryKernel final : public Kernel {
 public:
  explicit BinaryKernel(BinaryOp op) : op_(op) {}

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const Operand& y = step.inputs[1];
    const Result& out = step.outputs[0];
    const BroadcastRows rows(x.extents, y.extents, out.extents);
    if (out.type == ElementType::kInt32) {
      rows.ForEach([&](const BroadcastRows::Row& row) {
        IntRow(op_, rows.form(), x.ints() + row.x, y.ints() + row.y, rows.length(),
               out.ints() + row.out);
      });
      return;
    }
    const auto binary = Vectors().binary;
    step.ShareRange(
        ElementsOf(out.extents), kSharedElements, [&](size_t first, size_t last, size_t) {
          rows.ForEachWithin(first, last, [&](const BroadcastRows::Row& row, size_t count) {
            binary(op_, rows.form(), out.rounds(), x.floats() + row.x, y.floats() + row.y, count,
                   out.floats() + row.out);
          });
        });
  }

  std::optional<Elementwise> AsElementwise() const override {
    return Elementwise{.operands = 2, .binary = op_};
  }

  bool InPlace(size_t) const override { return true; }

 private:
  BinaryOp op_;
};

class UnaryKernel final : public Kernel {
 public:
  explicit UnaryKernel(UnaryOp op, float parameter = 0) : op_(op), parameter_(parameter) {}

  void Run(const StepArguments& step) const override {
    const Result& out = step.outputs[0];
    step.ShareRange(
        ElementsOf(out.extents), kSharedElements, [&](size_t first, size_t last, size_t) {
          Vectors().unary(op_, parameter_, out.rounds(), step.inputs[0].floats() + first,
                          last - first, out.floats() + first);
        });
  }

  std::optional<Elementwise> AsElementwise() const override {
    return Elementwise{.operands = 1, .unary = op_, .parameter = parameter_};
  }

  bool InPlace(size_t) const override { return true; }

 private:
  UnaryOp op_;
  float parameter_;
};

BuiltOp Binary(BinaryOp op, const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  if (op == BinaryOp::kPower) arguments.Float("x");
  if (x.type.element == ElementType::kBool) {
    throw FormatError("parameter 'x' must be fp16, fp32 or int32, and is bool");
  }
  const Value& y = arguments.SameType("y", x);
  BuiltOp built;
  built.outputs = {{x.type.element, Broadcast(x.type.shape, y.type.shape)}};
  built.inputs = {&x, &y};
  built.kernel = std::make_unique<BinaryKernel>(op);
  return built;
}

BuiltOp Unary(UnaryOp op, const OpArguments& arguments, float parameter = 0) {
  const Value& x = arguments.Float("x");
  BuiltOp built;
  built.outputs = {x.type};
  built.inputs = {&x};
  built.kernel = std::make_unique<UnaryKernel>(op, parameter);
  return built;
}

}  // namespace

BuiltOp BuildAdd(const OpArguments& arguments) { return Binary(BinaryOp::kAdd, arguments); }
BuiltOp BuildSub(const OpArguments& arguments) { return Binary(BinaryOp::kSubtract, arguments); }
BuiltOp BuildMul(const OpArguments& arguments) { return Binary(BinaryOp::kMultiply, arguments); }
BuiltOp BuildRealDiv(const OpArguments& arguments) { return Binary(BinaryOp::kDivide, arguments); }
BuiltOp BuildMaximum(const OpArguments& arguments) { return Binary(BinaryOp::kMaximum, arguments); }
BuiltOp BuildMinimum(const OpArguments& arguments) { return Binary(BinaryOp::kMinimum, arguments); }
BuiltOp BuildPow(const OpArguments& arguments) { return Binary(BinaryOp::kPower, arguments); }

BuiltOp BuildExp(const OpArguments& arguments) { return Unary(UnaryOp::kExp, arguments); }
BuiltOp BuildSqrt(const OpArguments& arguments) { return Unary(UnaryOp::kSqrt, arguments); }
BuiltOp BuildSquare(const OpArguments& arguments) { return Unary(UnaryOp::kSquare, arguments); }
BuiltOp BuildTanh(const OpArguments& arguments) { return Unary(UnaryOp::kTanh, arguments); }
BuiltOp BuildRelu(const OpArguments& arguments) { return Unary(UnaryOp::kRelu, arguments); }
BuiltOp BuildSigmoid(const OpArguments& arguments) { return Unary(UnaryOp::kSigmoid, arguments); }
BuiltOp BuildSilu(const OpArguments& arguments) { return Unary(UnaryOp::kSilu, arguments); }
BuiltOp BuildSoftplus(const OpArguments& arguments) { return Unary(UnaryOp::kSoftplus, arguments); }

BuiltOp BuildRsqrt(const OpArguments& arguments) {
  const float epsilon = arguments.Number("epsilon", arguments.Float("x")).value_or(1e-12F);
  return Unary(UnaryOp::kRsqrt, arguments, epsilon);
}

}  // namespace tidemark::harness::ane
