#include <algorithm>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/strided_copy.h"

namespace tidemark::harness::ane {
namespace {

// What a slice takes of one axis.
struct AxisSlice {
  Dimension begin = {};
  Dimension count = {};
  int64_t stride = 1;
};

class SliceKernel final : public Kernel {
 public:
  explicit SliceKernel(std::vector<AxisSlice> axes) : axes_(std::move(axes)) {}

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const auto steps = StepsOf(x.extents);
    ptrdiff_t start = 0;
    std::vector<CopyLoop> loops;
    for (size_t i = 0; i < axes_.size(); ++i) {
      const AxisSlice& axis = axes_[i];
      start += axis.begin.At(step.batch) * steps[i];
      loops.push_back({.count = static_cast<size_t>(axis.count.At(step.batch)),
                       .step = steps[i] * axis.stride});
    }
    StridedCopy(x.bytes() + start * static_cast<ptrdiff_t>(kCellBytes), loops,
                step.outputs[0].bytes());
  }

 private:
  std::vector<AxisSlice> axes_;
};

Dimension Difference(Dimension a, Dimension b) {
  return {.fixed = a.fixed - b.fixed, .per_batch = a.per_batch - b.per_batch};
}

// At least `least` for every batch size.
bool IsAtLeast(Dimension dimension, int64_t least) {
  return dimension.per_batch >= 0 && dimension.At(1) >= least;
}

// An index that may count from the end.
Dimension Index(int64_t index, Dimension extent) {
  if (index >= 0) return {.fixed = index};
  return {.fixed = extent.fixed + index, .per_batch = extent.per_batch};
}

BuiltOp Slice(const Value& x, std::vector<AxisSlice> axes, const std::vector<bool>& dropped) {
  const Shape& shape = x.type.shape;
  Shape result;
  for (size_t i = 0; i < axes.size(); ++i) {
    const AxisSlice& axis = axes[i];
    const Dimension span{.fixed = (axis.count.fixed - 1) * axis.stride,
                         .per_batch = axis.count.per_batch * axis.stride};
    const Dimension last{.fixed = axis.begin.fixed + span.fixed,
                         .per_batch = axis.begin.per_batch + span.per_batch};
    const bool inside = IsAtLeast(axis.count, 1) && IsAtLeast(axis.begin, 0) &&
                        IsAtLeast(last, 0) && IsAtLeast(Difference(shape[i], axis.begin), 1) &&
                        IsAtLeast(Difference(shape[i], last), 1);
    if (!inside) {
      throw FormatError("a slice takes " + ToString(axis.count) + " from " + ToString(axis.begin) +
                        " of axis " + std::to_string(i) + ", which has " + ToString(shape[i]));
    }
    if (!dropped[i]) result.push_back(axis.count);
  }
  BuiltOp built;
  built.outputs = {{x.type.element, std::move(result)}};
  built.inputs = {&x};
  built.kernel = std::make_unique<SliceKernel>(std::move(axes));
  return built;
}

// NumPy's begin:end:stride of an axis of fixed size, clipped to it.
AxisSlice Clipped(int64_t begin, int64_t end, int64_t stride, int64_t extent) {
  const int64_t lowest = stride > 0 ? 0 : -1;
  const int64_t highest = stride > 0 ? extent : extent - 1;
  begin = std::clamp(begin, lowest, highest);
  end = std::clamp(end, lowest, highest);
  const int64_t distance = stride > 0 ? end - begin : begin - end;
  const int64_t step = stride > 0 ? stride : -stride;
  return {.begin = {.fixed = begin},
          .count = {.fixed = (distance + step - 1) / step},
          .stride = stride};
}

}  // namespace

BuiltOp BuildSliceBySize(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const Shape& shape = x.type.shape;
  const auto begin = arguments.RequiredInts("begin", shape.size());
  const auto size = arguments.RequiredInts("size", shape.size());
  std::vector<AxisSlice> axes;
  for (size_t i = 0; i < shape.size(); ++i) {
    AxisSlice axis;
    axis.begin = Index(begin[i], shape[i]);
    axis.count = size[i] == -1 ? Difference(shape[i], axis.begin) : Dimension{.fixed = size[i]};
    axes.push_back(axis);
  }
  return Slice(x, std::move(axes), std::vector<bool>(shape.size(), false));
}

BuiltOp BuildSliceByIndex(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const Shape& shape = x.type.shape;
  const size_t rank = shape.size();
  const auto begin = arguments.RequiredInts("begin", rank);
  const auto end = arguments.RequiredInts("end", rank);
  const auto stride = arguments.Ints("stride", rank, 1);
  const auto from_start = arguments.Bools("begin_mask", rank);
  const auto to_end = arguments.Bools("end_mask", rank);
  const auto dropped = arguments.Bools("squeeze_mask", rank);
  std::vector<AxisSlice> axes;
  for (size_t i = 0; i < rank; ++i) {
    if (stride[i] == 0) throw FormatError("parameter 'stride' must not be 0");
    const Dimension first = from_start[i] && !dropped[i]
                                ? (stride[i] > 0 ? Dimension{} : Index(-1, shape[i]))
                                : Index(begin[i], shape[i]);
    if (dropped[i]) {
      axes.push_back({.begin = first, .count = {.fixed = 1}});
      continue;
    }
    const Dimension past =
        to_end[i] ? (stride[i] > 0 ? shape[i] : Dimension{.fixed = -1}) : Index(end[i], shape[i]);
    if (shape[i].constant()) {
      axes.push_back(Clipped(first.fixed, past.fixed, stride[i], shape[i].fixed));
    } else if (stride[i] == 1) {
      axes.push_back({.begin = first, .count = Difference(past, first)});
    } else {
      throw FormatError("the stride over axis " + std::to_string(i) +
                        " must be 1, because its size depends on the batch");
    }
  }
  return Slice(x, std::move(axes), dropped);
}

}  // namespace tidemark::harness::ane
