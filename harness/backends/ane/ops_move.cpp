#include <algorithm>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/strided_copy.h"

namespace tidemark::harness::ane {
namespace {

class TransposeKernel final : public Kernel {
 public:
  explicit TransposeKernel(std::vector<size_t> order) : order_(std::move(order)) {}

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const auto steps = StepsOf(x.extents);
    std::vector<CopyLoop> loops;
    for (const size_t axis : order_) {
      loops.push_back({.count = static_cast<size_t>(x.extents[axis]), .step = steps[axis]});
    }
    StridedCopy(x.bytes(), loops, step.outputs[0].bytes());
  }

 private:
  std::vector<size_t> order_;
};

class TileKernel final : public Kernel {
 public:
  explicit TileKernel(std::vector<int32_t> repeats) : repeats_(std::move(repeats)) {}

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const auto steps = StepsOf(x.extents);
    std::vector<CopyLoop> loops;
    for (size_t i = 0; i < steps.size(); ++i) {
      loops.push_back({.count = static_cast<size_t>(repeats_[i]), .step = 0});
      loops.push_back({.count = static_cast<size_t>(x.extents[i]), .step = steps[i]});
    }
    StridedCopy(x.bytes(), loops, step.outputs[0].bytes());
  }

 private:
  std::vector<int32_t> repeats_;
};

}  // namespace

BuiltOp BuildTranspose(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const Shape& shape = x.type.shape;
  std::vector<size_t> order;
  for (const int32_t axis : arguments.RequiredInts("perm", shape.size())) {
    order.push_back(AxisOf(axis, shape.size()));
  }
  std::vector<size_t> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    throw FormatError("parameter 'perm' must name each axis once");
  }
  Shape result;
  for (const size_t axis : order) result.push_back(shape[axis]);
  BuiltOp built;
  built.outputs = {{x.type.element, std::move(result)}};
  built.inputs = {&x};
  built.kernel = std::make_unique<TransposeKernel>(std::move(order));
  return built;
}

BuiltOp BuildTile(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  auto repeats = arguments.RequiredInts("reps", x.type.shape.size());
  Shape result;
  for (size_t i = 0; i < repeats.size(); ++i) {
    if (repeats[i] < 1) throw FormatError("parameter 'reps' must be positive");
    result.push_back(Multiply(x.type.shape[i], {.fixed = repeats[i]}));
  }
  BuiltOp built;
  built.outputs = {{x.type.element, std::move(result)}};
  built.inputs = {&x};
  built.kernel = std::make_unique<TileKernel>(std::move(repeats));
  return built;
}

}  // namespace tidemark::harness::ane
