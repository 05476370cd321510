#include <algorithm>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/patches.h"
#include "harness/backends/ane/weight_panel.h"
#include "reference/eigen/gemm.h"

namespace tidemark::harness::ane {
namespace {

struct Geometry {
  ConvolutionAxis y;
  ConvolutionAxis x;
  int64_t groups = 1;
};

// Inputs: x [N, Cin, H, W], weight [Cout, Cin / groups, KH, KW] and perhaps bias [Cout].
class ConvKernel final : public Kernel {
 public:
  explicit ConvKernel(const Geometry& geometry)
      : patches_(geometry.y, geometry.x), groups_(static_cast<size_t>(geometry.groups)) {}

  bool TakesHalves(size_t input) const override { return input == 1; }

  size_t ScratchFloats(const StepSizes& sizes) const override {
    const Sizes s(sizes.inputs, sizes.outputs, groups_);
    return PatchFloats(s) + static_cast<size_t>(sizes.threads) * s.panel * s.terms;
  }

  double Operations(const StepSizes& sizes) const override {
    const Sizes s(sizes.inputs, sizes.outputs, groups_);
    return 2.0 * static_cast<double>(s.batch * groups_ * s.group_out * s.area * s.terms);
  }

  void Run(const StepArguments& step) const override {
    const Sizes s(step.inputs, step.outputs, groups_);
    float* const patches = step.scratch.data();
    float* const panels = patches + PatchFloats(s);
    const size_t parts = (s.group_out + s.panel - 1) / s.panel;
    for (size_t image = 0; image < s.batch * groups_; ++image) {
      const size_t group = image % groups_;
      const float* columns = step.inputs[0].floats() + image * s.group_in * s.plane;
      if (!patches_.trivial()) {
        Gather(step, s, columns, patches);
        columns = patches;
      }
      float* const out = step.outputs[0].floats() + image * s.group_out * s.area;
      step.Share(parts, [&](size_t part, size_t worker) {
        const size_t first = part * s.panel;
        const size_t count = std::min(s.panel, s.group_out - first);
        Multiply(step, s, columns, group * s.group_out + first, count,
                 panels + worker * s.panel * s.terms, out + first * s.area);
      });
    }
  }

 private:
  struct Sizes {
    Sizes(std::span<const Operand> inputs, std::span<const Result> outputs, size_t groups) {
      const auto at = [](const Extents& extents, size_t i) {
        return static_cast<size_t>(extents[i]);
      };
      const Extents& x = inputs[0].extents;
      const Extents& weight = inputs[1].extents;
      const Extents& out = outputs[0].extents;
      batch = at(x, 0);
      group_in = at(x, 1) / groups;
      group_out = at(out, 1) / groups;
      plane = at(x, 2) * at(x, 3);
      area = at(out, 2) * at(out, 3);
      taps = at(weight, 2) * at(weight, 3);
      terms = group_in * taps;
      panel = std::min(kPanel, group_out);
    }

    size_t batch, group_in, group_out, plane, area, taps, terms, panel;
  };

  size_t PatchFloats(const Sizes& s) const { return patches_.trivial() ? 0 : s.terms * s.area; }

  void Gather(const StepArguments& step, const Sizes& s, const float* x, float* rows) const {
    step.Share(s.group_in, [&](size_t channel, size_t) {
      patches_.Gather(x + channel * s.plane, rows + channel * s.taps * s.area);
    });
  }

  static void Multiply(const StepArguments& step, const Sizes& s, const float* columns,
                       size_t first, size_t count, float* scratch, float* out) {
    const WeightPanel panel = RowPanel(step.inputs[1], s.terms, first, count, scratch);
    reference::Gemm(false, static_cast<int>(count), static_cast<int>(s.area),
                    static_cast<int>(s.terms), panel.values,
                    static_cast<ptrdiff_t>(panel.row_stride), columns,
                    static_cast<ptrdiff_t>(s.area), false, out, static_cast<ptrdiff_t>(s.area));
    const float* const bias = step.inputs.size() > 2 ? step.inputs[2].floats() + first : nullptr;
    FinishRows(out, count, s.area, bias, step.outputs[0].rounds());
  }

  Patches patches_;
  size_t groups_;
};

int64_t Positive(int32_t value, const char* name) {
  if (value < 1) {
    throw FormatError("parameter '" + std::string(name) + "' must be positive, and is " +
                      std::to_string(value));
  }
  return value;
}

// Resolves padding and the size of the result; `before` and `after` are those of `custom`.
void Resolve(const std::string& pad_type, int64_t before, int64_t after, ConvolutionAxis& axis) {
  const int64_t reach = (axis.kernel - 1) * axis.dilation + 1;
  if (pad_type == "same" || pad_type == "same_lower") {
    axis.out = (axis.in + axis.stride - 1) / axis.stride;
    const int64_t total = std::max<int64_t>((axis.out - 1) * axis.stride + reach - axis.in, 0);
    axis.pad_before = pad_type == "same" ? total / 2 : total - total / 2;
    return;
  }
  if (pad_type == "valid") {
    before = 0;
    after = 0;
  }
  const int64_t room = axis.in + before + after - reach;
  if (room < 0) {
    throw FormatError("a kernel that reaches over " + std::to_string(reach) +
                      " points does not fit " + std::to_string(axis.in + before + after));
  }
  axis.pad_before = before;
  axis.out = room / axis.stride + 1;
}

std::string PadType(const OpArguments& arguments) {
  const std::string pad_type = arguments.Text("pad_type").value_or("valid");
  const bool known = pad_type == "valid" || pad_type == "same" || pad_type == "custom" ||
                     (pad_type == "same_lower" && arguments.opset() >= 6);
  if (!known) {
    throw FormatError("pad_type '" + pad_type +
                      "' is unknown; valid, same, custom and, from CoreML6, same_lower are known");
  }
  return pad_type;
}

void CheckChannels(const Value& x, const Value& weight, int64_t groups) {
  const Shape& in = x.type.shape;
  const Shape& kernel = weight.type.shape;
  if (in.size() != 4 || !in[1].constant() || !in[2].constant() || !in[3].constant()) {
    throw FormatError("parameter 'x' must be of shape [N, Cin, H, W], and is " + ToString(x.type));
  }
  if (kernel.size() != 4) {
    throw FormatError("parameter 'weight' must be of shape [Cout, Cin / groups, KH, KW], and is " +
                      ToString(weight.type));
  }
  if (in[1].fixed % groups != 0 || in[1].fixed / groups != kernel[1].fixed ||
      kernel[0].fixed % groups != 0) {
    throw FormatError("a weight of shape " + ToString(kernel) + " in " + std::to_string(groups) +
                      " groups does not fit an input of shape " + ToString(in));
  }
}

}  // namespace

BuiltOp BuildConv(const OpArguments& arguments) {
  const Value& x = arguments.Float("x");
  const auto strides = arguments.Ints("strides", 2, 1);
  const auto dilations = arguments.Ints("dilations", 2, 1);
  const auto pad = arguments.Ints("pad", 4, 0);
  // Core ML demands a literal weight of a dilated convolution.
  const bool dilated = dilations[0] != 1 || dilations[1] != 1;
  const Value& weight = arguments.Weight("weight", x, dilated);
  const Value* const bias = arguments.FindWeight("bias", x, true);
  Geometry geometry;
  geometry.groups = Positive(arguments.Int("groups").value_or(1), "groups");
  CheckChannels(x, weight, geometry.groups);
  const Shape& kernel = weight.type.shape;
  if (bias != nullptr && bias->type.shape != Shape{kernel[0]}) {
    throw FormatError("parameter 'bias' must be of shape " + ToString(Shape{kernel[0]}) +
                      ", and is " + ToString(bias->type));
  }
  const std::string pad_type = PadType(arguments);
  for (const int32_t points : pad) {
    if (points < 0) throw FormatError("parameter 'pad' must not be negative");
  }
  geometry.y = {.in = x.type.shape[2].fixed,
                .kernel = kernel[2].fixed,
                .stride = Positive(strides[0], "strides"),
                .dilation = Positive(dilations[0], "dilations")};
  geometry.x = {.in = x.type.shape[3].fixed,
                .kernel = kernel[3].fixed,
                .stride = Positive(strides[1], "strides"),
                .dilation = Positive(dilations[1], "dilations")};
  Resolve(pad_type, pad[0], pad[1], geometry.y);
  Resolve(pad_type, pad[2], pad[3], geometry.x);
  BuiltOp built;
  built.outputs = {
      {x.type.element,
       {x.type.shape[0], kernel[0], {.fixed = geometry.y.out}, {.fixed = geometry.x.out}}}};
  built.inputs = {&x, &weight};
  if (bias != nullptr) built.inputs.push_back(bias);
  built.kernel = std::make_unique<ConvKernel>(geometry);
  return built;
}

}  // namespace tidemark::harness::ane
