#include <algorithm>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/weight_panel.h"
#include "reference/eigen/gemm.h"

namespace tidemark::harness::ane {
namespace {

// Inputs: x [..., Din], weight [Dout, Din] and perhaps bias [Dout]. A row at a time: programs apply
// it to one row per position.
class LinearKernel final : public Kernel {
 public:
  bool TakesHalves(size_t input) const override { return input == 1; }
  bool IsProduct() const override { return true; }

  size_t ScratchFloats(const StepSizes& sizes) const override {
    return static_cast<size_t>(sizes.threads) * kPanel * Terms(sizes.inputs);
  }

  double Operations(const StepSizes& sizes) const override {
    return 2.0 * static_cast<double>(ElementsOf(sizes.outputs[0].extents) * Terms(sizes.inputs));
  }

  void Run(const StepArguments& step) const override {
    const size_t terms = Terms(step.inputs);
    const auto columns = static_cast<size_t>(step.inputs[1].extents[0]);
    const size_t parts = (columns + kPanel - 1) / kPanel;
    step.Share(parts, [&](size_t part, size_t worker) {
      const size_t first = part * kPanel;
      MultiplyRows(step, terms, columns, first, std::min(kPanel, columns - first),
                   step.scratch.data() + worker * kPanel * terms);
    });
  }

 private:
  static size_t Terms(std::span<const Operand> inputs) {
    return static_cast<size_t>(inputs[1].extents[1]);
  }

  static void MultiplyRows(const StepArguments& step, size_t terms, size_t columns, size_t first,
                           size_t count, float* scratch) {
    const WeightPanel panel = RowPanel(step.inputs[1], terms, first, count, scratch);
    const float* const bias = step.inputs.size() > 2 ? step.inputs[2].floats() + first : nullptr;
    const size_t rows = ElementsOf(step.inputs[0].extents) / terms;
    for (size_t row = 0; row < rows; ++row) {
      float* const out = step.outputs[0].floats() + row * columns + first;
      reference::Gemm(false, static_cast<int>(count), 1, static_cast<int>(terms), panel.values,
                      static_cast<ptrdiff_t>(panel.row_stride),
                      step.inputs[0].floats() + row * terms, 1, false, out, 1);
      FinishRows(out, count, 1, bias, step.outputs[0].rounds());
    }
  }
};

}  // namespace

BuiltOp BuildLinear(const OpArguments& arguments) {
  const Value& x = arguments.Float("x");
  const Value& weight = arguments.Weight("weight", x, true);
  const Value* const bias = arguments.FindWeight("bias", x, true);
  const Shape& shape = x.type.shape;
  const Shape& matrix = weight.type.shape;
  if (shape.empty() || shape.size() > 3) {
    throw FormatError("parameter 'x' must be of rank 1 to 3, and is " + ToString(x.type));
  }
  if (matrix.size() != 2 || matrix[1] != shape.back()) {
    throw FormatError("parameter 'weight' must be of shape [Dout, " + ToString(shape.back()) +
                      "], and is " + ToString(weight.type));
  }
  if (bias != nullptr && bias->type.shape != Shape{matrix[0]}) {
    throw FormatError("parameter 'bias' must be of shape " + ToString(Shape{matrix[0]}) +
                      ", and is " + ToString(bias->type));
  }
  Shape result = shape;
  result.back() = matrix[0];
  BuiltOp built;
  built.outputs = {{x.type.element, std::move(result)}};
  built.inputs = {&x, &weight};
  if (bias != nullptr) built.inputs.push_back(bias);
  built.kernel = std::make_unique<LinearKernel>();
  return built;
}

}  // namespace tidemark::harness::ane
