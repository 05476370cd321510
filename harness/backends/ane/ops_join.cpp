#include <algorithm>
#include <cstring>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"

namespace tidemark::harness::ane {
namespace {

// More than programs use; a bound on what a small file can ask for.
constexpr int32_t kMaxParts = 1024;

// Bytes below one index of the dimensions before `axis`.
size_t BlockBytes(const Extents& extents, size_t axis) {
  return ElementsOf(std::span(extents).subspan(axis)) * kCellBytes;
}

// Values one after the other along an axis.
class ConcatKernel final : public Kernel {
 public:
  explicit ConcatKernel(size_t axis) : axis_(axis) {}

  void Run(const StepArguments& step) const override {
    const Result& out = step.outputs[0];
    std::byte* to = out.bytes();
    const size_t blocks = ElementsOf(std::span(out.extents).first(axis_));
    for (size_t i = 0; i < blocks; ++i) {
      for (const Operand& value : step.inputs) {
        const size_t bytes = BlockBytes(value.extents, axis_);
        std::memcpy(to, value.bytes() + i * bytes, bytes);
        to += bytes;
      }
    }
  }

 private:
  size_t axis_;
};

// Values of one shape, index by index in turn along an axis.
class InterleaveKernel final : public Kernel {
 public:
  explicit InterleaveKernel(size_t axis) : axis_(axis) {}

  void Run(const StepArguments& step) const override {
    const Extents& extents = step.inputs[0].extents;
    std::byte* to = step.outputs[0].bytes();
    const size_t bytes = BlockBytes(extents, axis_ + 1);
    const size_t blocks = ElementsOf(std::span(extents).first(axis_ + 1));
    for (size_t i = 0; i < blocks; ++i) {
      for (const Operand& value : step.inputs) {
        std::memcpy(to, value.bytes() + i * bytes, bytes);
        to += bytes;
      }
    }
  }

 private:
  size_t axis_;
};

class SplitKernel final : public Kernel {
 public:
  explicit SplitKernel(size_t axis) : axis_(axis) {}

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const std::byte* from = x.bytes();
    const size_t blocks = ElementsOf(std::span(x.extents).first(axis_));
    for (size_t i = 0; i < blocks; ++i) {
      for (const Result& out : step.outputs) {
        const size_t bytes = BlockBytes(out.extents, axis_);
        std::memcpy(out.bytes() + i * bytes, from, bytes);
        from += bytes;
      }
    }
  }

 private:
  size_t axis_;
};

size_t RequiredAxis(const OpArguments& arguments, size_t rank) {
  const auto axis = arguments.Int("axis");
  if (!axis.has_value()) throw FormatError("parameter 'axis' is missing");
  return AxisOf(*axis, rank);
}

// The sizes of the parts along the axis.
std::vector<Dimension> PartsOf(const OpArguments& arguments, Dimension extent) {
  const auto count = arguments.Int("num_splits");
  const auto sizes = arguments.Ints("split_sizes");
  std::vector<Dimension> parts;
  if (sizes.has_value()) {
    Dimension sum;
    for (const int32_t size : *sizes) {
      if (size < 1) throw FormatError("parameter 'split_sizes' must be positive");
      parts.push_back({.fixed = size});
      sum = Add(sum, parts.back());
    }
    if (sum != extent || (count.has_value() && static_cast<size_t>(*count) != sizes->size())) {
      throw FormatError("parameter 'split_sizes' must add up to " + ToString(extent) +
                        " in 'num_splits' parts");
    }
  } else if (count.value_or(0) < 1 || *count > kMaxParts) {
    throw FormatError("a split needs 'split_sizes' or 'num_splits' from 1 to " +
                      std::to_string(kMaxParts));
  } else {
    const Dimension part = Divide(extent, {.fixed = *count});
    parts.assign(static_cast<size_t>(*count), part);
  }
  return parts;
}

}  // namespace

BuiltOp BuildConcat(const OpArguments& arguments) {
  const auto values = arguments.All("values");
  const Value& first = arguments.Tensor("values");
  const Shape& shape = first.type.shape;
  const size_t axis = RequiredAxis(arguments, shape.size());
  const bool interleave = arguments.Bool("interleave").value_or(false);
  BuiltOp built;
  Shape result = shape;
  result[axis] = {};
  for (const Value* const value : values) {
    Shape expected = shape;
    if (!interleave && value->type.shape.size() == shape.size()) {
      expected[axis] = value->type.shape[axis];
    }
    if (value->type != TensorType{first.type.element, expected}) {
      throw FormatError("values of types " + ToString(first.type) + " and " +
                        ToString(value->type) + " do not join along axis " + std::to_string(axis));
    }
    result[axis] = Add(result[axis], expected[axis]);
    built.inputs.push_back(value);
  }
  built.outputs = {{first.type.element, std::move(result)}};
  if (interleave) {
    built.kernel = std::make_unique<InterleaveKernel>(axis);
  } else {
    built.kernel = std::make_unique<ConcatKernel>(axis);
  }
  return built;
}

BuiltOp BuildSplit(const OpArguments& arguments) {
  const Value& x = arguments.Tensor("x");
  const size_t axis = RequiredAxis(arguments, x.type.shape.size());
  BuiltOp built;
  for (const Dimension part : PartsOf(arguments, x.type.shape[axis])) {
    Shape shape = x.type.shape;
    shape[axis] = part;
    built.outputs.push_back({x.type.element, std::move(shape)});
  }
  built.inputs = {&x};
  built.kernel = std::make_unique<SplitKernel>(axis);
  return built;
}

}  // namespace tidemark::harness::ane
