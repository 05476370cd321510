#include <algorithm>
#include <cmath>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/vector_kernels.h"

namespace tidemark::harness::ane {
namespace {

// How many pieces of `size` elements a worker does at a time.
size_t AtATime(size_t size) { return std::max<size_t>(8192 / std::max<size_t>(size, 1), 1); }

class SoftmaxKernel final : public Kernel {
 public:
  explicit SoftmaxKernel(size_t axis) : axis_(axis) {}

  size_t ScratchFloats(const StepSizes& sizes) const override {
    return static_cast<size_t>(sizes.threads) * static_cast<size_t>(sizes.inputs[0].extents[axis_]);
  }

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const Result& out = step.outputs[0];
    const std::span<const int64_t> extents(x.extents);
    const size_t outer = ElementsOf(extents.first(axis_));
    const auto count = static_cast<size_t>(extents[axis_]);
    const size_t inner = ElementsOf(extents.subspan(axis_ + 1));
    const size_t size = count * inner;
    step.ShareRange(outer, AtATime(size), [&](size_t first, size_t last, size_t worker) {
      for (size_t i = first; i < last; ++i) {
        Normalize(x.floats() + i * size, count, inner, out.rounds(),
                  step.scratch.data() + worker * count, out.floats() + i * size);
      }
    });
  }

  bool InPlace(size_t) const override { return true; }

 private:
  // `inner` neighbouring columns of `count` numbers.
  static void Normalize(const float* x, size_t count, size_t inner, bool rounds, float* column,
                        float* out) {
    if (inner == 1) {
      Vectors().softmax(rounds, x, count, out);
      return;
    }
    for (size_t j = 0; j < inner; ++j) {
      for (size_t k = 0; k < count; ++k) column[k] = x[k * inner + j];
      Vectors().softmax(rounds, column, count, column);
      for (size_t k = 0; k < count; ++k) out[k * inner + j] = column[k];
    }
  }

  size_t axis_;
};

// gamma * (x - mean) / sqrt(variance + epsilon) + beta for each channel, dimension 1.
class BatchNormKernel final : public Kernel {
 public:
  BatchNormKernel(std::vector<float> scale, std::vector<float> mean, std::vector<float> bias)
      : scale_(std::move(scale)), mean_(std::move(mean)), bias_(std::move(bias)) {}

  void Run(const StepArguments& step) const override {
    const Operand& x = step.inputs[0];
    const Result& out = step.outputs[0];
    const size_t area = ElementsOf(std::span(x.extents).subspan(2));
    const size_t rows = ElementsOf(std::span(x.extents).first(2));
    const auto binary = Vectors().binary;
    step.ShareRange(rows, AtATime(area), [&](size_t first, size_t last, size_t) {
      for (size_t row = first; row < last; ++row) {
        const size_t channel = row % scale_.size();
        float* const to = out.floats() + row * area;
        binary(BinaryOp::kSubtract, RowForm::kYIsOne, false, x.floats() + row * area,
               &mean_[channel], area, to);
        binary(BinaryOp::kMultiply, RowForm::kYIsOne, false, to, &scale_[channel], area, to);
        binary(BinaryOp::kAdd, RowForm::kYIsOne, out.rounds(), to, &bias_[channel], area, to);
      }
    });
  }

  bool InPlace(size_t) const override { return true; }

 private:
  std::vector<float> scale_;
  std::vector<float> mean_;
  std::vector<float> bias_;
};

// Normalises over a run of dimensions: those between `first` and `last`.
class LayerNormKernel final : public Kernel {
 public:
  LayerNormKernel(size_t first, size_t last, float epsilon, std::vector<float> gamma,
                  std::vector<float> beta)
      : first_(first),
        last_(last),
        epsilon_(epsilon),
        gamma_(std::move(gamma)),
        beta_(std::move(beta)) {}

  void Run(const StepArguments& step) const override {
    const std::span<const int64_t> extents(step.inputs[0].extents);
    const size_t outer = ElementsOf(extents.first(first_));
    const size_t count = ElementsOf(extents.subspan(first_, last_ - first_ + 1));
    const size_t inner = ElementsOf(extents.subspan(last_ + 1));
    const size_t size = count * inner;
    const Result& out = step.outputs[0];
    step.ShareRange(outer, AtATime(size), [&](size_t first, size_t last, size_t) {
      for (size_t i = first; i < last; ++i) {
        for (size_t j = 0; j < inner; ++j) {
          const size_t start = i * size + j;
          Normalize(step.inputs[0].floats() + start, count, inner, out.floats() + start);
        }
      }
      if (!out.rounds()) return;
      float* const results = out.floats() + first * size;
      Vectors().unary(UnaryOp::kCopy, 0, true, results, (last - first) * size, results);
    });
  }

  bool InPlace(size_t) const override { return true; }

 private:
  void Normalize(const float* x, size_t count, size_t stride, float* out) const {
    float sum = 0;
    for (size_t k = 0; k < count; ++k) sum += x[k * stride];
    const float mean = sum / static_cast<float>(count);
    float squares = 0;
    for (size_t k = 0; k < count; ++k) {
      const float difference = x[k * stride] - mean;
      squares += difference * difference;
    }
    const float scale = 1.0F / std::sqrt(squares / static_cast<float>(count) + epsilon_);
    for (size_t k = 0; k < count; ++k) {
      const float normal = (x[k * stride] - mean) * scale;
      out[k * stride] = normal * gamma_[k] + beta_[k];
    }
  }

  size_t first_;
  size_t last_;
  float epsilon_;
  std::vector<float> gamma_;
  std::vector<float> beta_;
};

// The values of a constant parameter of shape `shape`, or `otherwise` for each element.
std::vector<float> Vector(const OpArguments& arguments, std::string_view name, const Value& x,
                          const Shape& shape, float otherwise) {
  const Value* const value = arguments.FindWeight(name, x, false);
  if (value == nullptr) {
    return std::vector<float>(static_cast<size_t>(CountOf(shape).fixed), otherwise);
  }
  if (value->type.shape != shape) {
    throw FormatError("parameter '" + std::string(name) + "' must be of shape " + ToString(shape) +
                      ", and is " + ToString(value->type));
  }
  return Floats(*value->constant);
}

}  // namespace

BuiltOp BuildSoftmax(const OpArguments& arguments) {
  const Value& x = arguments.Float("x");
  const size_t axis = AxisOf(arguments.Int("axis").value_or(-1), x.type.shape.size());
  BuiltOp built;
  built.outputs = {x.type};
  built.inputs = {&x};
  built.kernel = std::make_unique<SoftmaxKernel>(axis);
  return built;
}

BuiltOp BuildBatchNorm(const OpArguments& arguments) {
  const Value& x = arguments.Float("x");
  if (x.type.shape.size() < 2 || !x.type.shape[1].constant()) {
    throw FormatError("parameter 'x' must be of shape [N, C, ...], and is " + ToString(x.type));
  }
  const Shape channels = {x.type.shape[1]};
  arguments.Weight("mean", x, false);
  arguments.Weight("variance", x, false);
  const float epsilon = arguments.Number("epsilon", x).value_or(1e-5F);
  std::vector<float> scale = Vector(arguments, "gamma", x, channels, 1.0F);
  const std::vector<float> variance = Vector(arguments, "variance", x, channels, 1.0F);
  for (size_t i = 0; i < scale.size(); ++i) scale[i] /= std::sqrt(variance[i] + epsilon);
  BuiltOp built;
  built.outputs = {x.type};
  built.inputs = {&x};
  built.kernel = std::make_unique<BatchNormKernel>(std::move(scale),
                                                   Vector(arguments, "mean", x, channels, 0.0F),
                                                   Vector(arguments, "beta", x, channels, 0.0F));
  return built;
}

BuiltOp BuildLayerNorm(const OpArguments& arguments) {
  const Value& x = arguments.Float("x");
  const Shape& shape = x.type.shape;
  std::vector<size_t> axes;
  if (const auto named = arguments.Ints("axes"); named.has_value()) {
    axes = AxesOf(*named, shape.size());
  } else {
    for (size_t i = 0; i < shape.size(); ++i) axes.push_back(i);
  }
  if (axes.empty() || axes.back() - axes.front() + 1 != axes.size()) {
    throw FormatError("the axes of a layer norm must be neighbours");
  }
  const Shape normal(shape.begin() + static_cast<ptrdiff_t>(axes.front()),
                     shape.begin() + static_cast<ptrdiff_t>(axes.back()) + 1);
  if (!CountOf(normal).constant()) {
    throw FormatError("a layer norm must stay within a position: leave the batch out of its axes");
  }
  const float epsilon = arguments.Number("epsilon", x).value_or(1e-5F);
  BuiltOp built;
  built.outputs = {x.type};
  built.inputs = {&x};
  built.kernel = std::make_unique<LayerNormKernel>(axes.front(), axes.back(), epsilon,
                                                   Vector(arguments, "gamma", x, normal, 1.0F),
                                                   Vector(arguments, "beta", x, normal, 0.0F));
  return built;
}

}  // namespace tidemark::harness::ane
