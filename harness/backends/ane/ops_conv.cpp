#include <algorithm>

#include "converter/error.h"
#include "harness/backends/ane/ops.h"
#include "harness/backends/ane/patches.h"
#include "harness/backends/ane/vector_kernels.h"
#include "harness/backends/ane/weight_panel.h"
#include "reference/eigen/product_kernel.h"

namespace tidemark::harness::ane {
namespace {

struct Geometry {
  ConvolutionAxis y;
  ConvolutionAxis x;
  int64_t groups = 1;
};

// Output channels that are computed at a time, and points: with the weights of so many channels and
// the sums of so many points, a product stays within the second cache.
constexpr size_t kChannels = 192;
constexpr size_t kPoints = 192;

// Rows of weights that are asked of the memory before their turn: CPUs foresee what comes next in a
// row, but not the next row.
constexpr size_t kRowsAhead = 3;

// Tells the CPU that these will be read.
void Prefetch(const uint16_t* halves, size_t count) {
  for (size_t i = 0; i < count; i += 64 / sizeof(uint16_t)) __builtin_prefetch(halves + i);
}

size_t Blocks(size_t count, size_t block) { return (count + block - 1) / block; }

// The product of [output channels, terms] and [terms, points]. The points of all positions are one
// row of columns.
struct ConvolutionSizes {
  ConvolutionSizes(std::span<const Operand> inputs, std::span<const Result> outputs,
                   size_t group_count) {
    const auto at = [](const Extents& extents, size_t i) {
      return static_cast<size_t>(extents[i]);
    };
    const Extents& x = inputs[0].extents;
    const Extents& weight = inputs[1].extents;
    const Extents& out = outputs[0].extents;
    groups = group_count;
    group_in = at(x, 1) / groups;
    group_out = at(out, 1) / groups;
    area = at(out, 2) * at(out, 3);
    terms = group_in * at(weight, 2) * at(weight, 3);
    columns = at(x, 0) * area;
    panel = static_cast<size_t>(reference::Products().panel_columns);
    depth = std::min(terms, static_cast<size_t>(reference::kProductDepth));
    channels = std::min(group_out, kChannels);
  }

  size_t groups, group_in, group_out, area, terms, columns, panel, depth, channels;
};

// How the product is cut into parts: blocks of channels by runs of panels.
struct Partition {
  // As many panels as leave every thread a part, if there are so many.
  Partition(const ConvolutionSizes& s, int threads) {
    channel_blocks = Blocks(s.group_out, s.channels);
    const size_t panels = Blocks(s.columns, s.panel);
    const size_t shares = Blocks(static_cast<size_t>(threads), channel_blocks * s.groups);
    const size_t most = std::max<size_t>(kPoints / s.panel, 1);
    const size_t runs = Blocks(panels, std::min(most, Blocks(panels, shares)));
    points = Blocks(panels, runs) * s.panel;
    point_blocks = Blocks(s.columns, points);
  }

  size_t parts(const ConvolutionSizes& s) const { return s.groups * channel_blocks * point_blocks; }

  size_t channel_blocks, point_blocks, points;
};

// What a worker holds: weights of one depth, a panel and the sums. Each is a multiple of 64 bytes.
struct Scratch {
  Scratch(const ConvolutionSizes& s, const Partition& partition, float* memory = nullptr) {
    const auto aligned = [](size_t floats) { return Blocks(floats, 16) * 16; };
    const size_t weight_floats = aligned(s.channels * s.depth);
    const size_t panel_floats = aligned(s.panel * s.depth);
    size = weight_floats + panel_floats + aligned(s.channels * partition.points);
    weights = memory;
    if (memory == nullptr) return;
    panel = memory + weight_floats;
    sums = panel + panel_floats;
  }

  size_t size = 0;
  float* weights = nullptr;
  float* panel = nullptr;
  float* sums = nullptr;
};

// Inputs: x [N, Cin, H, W], weight [Cout, Cin / groups, KH, KW] and perhaps bias [Cout].
class ConvKernel final : public Kernel {
 public:
  explicit ConvKernel(const Geometry& geometry)
      : patches_(geometry.y, geometry.x), groups_(static_cast<size_t>(geometry.groups)) {}

  bool TakesHalves(size_t input) const override { return input == 1; }
  bool IsProduct() const override { return true; }

  size_t ScratchFloats(const StepSizes& sizes) const override {
    const ConvolutionSizes s(sizes.inputs, sizes.outputs, groups_);
    const Partition partition(s, sizes.threads);
    return static_cast<size_t>(sizes.threads) * Scratch(s, partition).size;
  }

  double Operations(const StepSizes& sizes) const override {
    const ConvolutionSizes s(sizes.inputs, sizes.outputs, groups_);
    return 2.0 * static_cast<double>(s.groups * s.group_out * s.columns * s.terms);
  }

  void Run(const StepArguments& step) const override {
    const ConvolutionSizes s(step.inputs, step.outputs, groups_);
    const Partition partition(s, step.workers.threads());
    const size_t scratch_size = Scratch(s, partition).size;
    step.Share(partition.parts(s), [&](size_t part, size_t worker) {
      const Scratch scratch(s, partition, step.scratch.data() + worker * scratch_size);
      const size_t points = part % partition.point_blocks * partition.points;
      part /= partition.point_blocks;
      const size_t channel = part % partition.channel_blocks * s.channels;
      const size_t group = part / partition.channel_blocks;
      const Block block = {.group = group,
                           .channel = group * s.group_out + channel,
                           .channels = std::min(s.channels, s.group_out - channel),
                           .first = points,
                           .last = std::min(points + partition.points, s.columns),
                           .stride = partition.points};
      Multiply(step, s, block, scratch);
      Finish(step, s, block, scratch.sums);
    });
  }

 private:
  // A part of the product: output channels by columns [first, last).
  struct Block {
    size_t group, channel, channels, first, last;
    // Columns of the sums from one channel to the next.
    size_t stride;
  };

  void Multiply(const StepArguments& step, const ConvolutionSizes& s, const Block& block,
                const Scratch& scratch) const {
    const Operand& x = step.inputs[0];
    const Patches::Source source = {.x = {x.floats(), ElementsOf(x.extents)},
                                    .channels = s.group_in * s.groups,
                                    .first_channel = block.group * s.group_in};
    for (size_t term = 0; term < s.terms; term += s.depth) {
      const TermRange terms = {.first = term, .count = std::min(s.depth, s.terms - term)};
      const WeightPanel weights = WeightBlock(step.inputs[1], s.terms, block.channel,
                                              block.channels, terms, scratch.weights);
      for (size_t column = block.first; column < block.last; column += s.panel) {
        patches_.Gather(source, column, s.columns, terms, scratch.panel);
        if (column + s.panel < block.last) patches_.Prefetch(source, column + s.panel, terms);
        reference::Products().multiply(
            static_cast<int>(block.channels),
            static_cast<int>(std::min(s.panel, block.last - column)), static_cast<int>(terms.count),
            weights.values, static_cast<ptrdiff_t>(weights.row_stride), scratch.panel, term > 0,
            scratch.sums + (column - block.first), static_cast<ptrdiff_t>(block.stride));
      }
    }
  }

  static WeightPanel WeightBlock(const Operand& weight, size_t row_size, size_t row, size_t rows,
                                 TermRange terms, float* scratch) {
    const size_t start = row * row_size + terms.first;
    if (weight.halves == nullptr) {
      return {.values = weight.floats() + start, .row_stride = row_size};
    }
    for (size_t i = 0; i < rows; ++i) {
      if (i + kRowsAhead < rows) {
        Prefetch(weight.halves + start + (i + kRowsAhead) * row_size, terms.count);
      }
      Vectors().widen(weight.halves + start + i * row_size, terms.count, scratch + i * terms.count);
    }
    return {.values = scratch, .row_stride = terms.count};
  }

  // Adds the bias, and rounds, as the sums go to their places in each position.
  static void Finish(const StepArguments& step, const ConvolutionSizes& s, const Block& block,
                     const float* sums) {
    const VectorKernels& vectors = Vectors();
    const Result& out = step.outputs[0];
    const size_t all_channels = s.group_out * s.groups;
    for (size_t i = 0; i < block.channels; ++i, sums += block.stride) {
      const size_t channel = block.channel + i;
      for (size_t column = block.first; column < block.last;) {
        const size_t position = column / s.area;
        const size_t point = column % s.area;
        const size_t count = std::min(block.last - column, s.area - point);
        const float* const from = sums + (column - block.first);
        float* const to = out.floats() + (position * all_channels + channel) * s.area + point;
        if (step.inputs.size() > 2) {
          vectors.binary(BinaryOp::kAdd, RowForm::kYIsOne, out.rounds(), from,
                         step.inputs[2].floats() + channel, count, to);
        } else {
          vectors.unary(UnaryOp::kCopy, 0, out.rounds(), from, count, to);
        }
        column += count;
      }
    }
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
