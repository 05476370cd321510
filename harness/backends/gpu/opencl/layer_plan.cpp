#include "harness/backends/gpu/opencl/layer_plan.h"

#include "harness/backends/gpu/opencl/module_error.h"

namespace tidemark::harness::gpu {
namespace {

using converter::ActivationKind;

// As activation.cl numbers them.
int KindOf(const converter::Activation& activation) {
  switch (activation.kind) {
    case ActivationKind::kIdentity:
      return 0;
    case ActivationKind::kRelu:
      return 1;
    case ActivationKind::kMish:
      return 2;
    case ActivationKind::kSilu:
      return 3;
  }
  return 0;
}

size_t Size(int value) { return static_cast<size_t>(value); }

size_t UpTo(int value, int multiple) { return Size((value + multiple - 1) / multiple * multiple); }

const cl::Buffer kNull;

const cl::Buffer& BufferOf(const HeldMap& map) { return map != nullptr ? map->buffer : kNull; }

}  // namespace

LayerPlan::LayerPlan(const DeviceContext& device, const WeightBuffers& weights, const Grid& grid,
                     PlanMemory& memory, Plan& plan)
    : device_(device),
      weights_(weights),
      grid_(grid),
      memory_(memory),
      plan_(plan),
      mask_(memory.Vector(grid.points)),
      areas_(memory.Vector(1)) {}

void LayerPlan::PlaceInputs(const PlanVector& spatial, int channels, const HeldMap& out) {
  plan_.Add(device_.Kernel("place_inputs"), {.global = {Size(grid_.width), Size(grid_.height)}},
            spatial.buffer, channels, KernelGrid(grid_), out->buffer, out->channels, mask_);
}

void LayerPlan::TakeOutputs(const HeldMap& in, int channels, const PlanVector& out) {
  plan_.Add(device_.Kernel("take_outputs"), {.global = {Size(grid_.width), Size(grid_.height)}},
            in->buffer, in->channels, KernelGrid(grid_), channels, out.buffer);
}

void LayerPlan::Convolve(const converter::Convolution& convolution, const HeldMap& in,
                         const ConvolutionOutputs& outputs) {
  const int channels = Padded(convolution.out_channels);
  const Tuning& tuning = device_.tuning();
  WorkSize size;
  if (tuning.tiles) {
    const int tiles = grid_.count / tuning.tile_points;
    const int items_m = tuning.tile_points / 4;
    const int items_n = tuning.tile_channels / 4;
    const size_t groups_n = UpTo(channels, tuning.tile_channels) / Size(tuning.tile_channels);
    size = {.global = {Size(tiles * items_m), groups_n * Size(items_n)},
            .local = {Size(items_m), Size(items_n)}};
  } else {
    size = {.global = {Size(grid_.count / tuning.rows), Size(channels / kPanel)}, .local = {1, 1}};
  }
  const bool normed = outputs.norm.has_value();
  const NormBuffers norm = normed ? weights_.Of(outputs.norm->norm) : NormBuffers{};
  plan_.Add(device_.Kernel("convolution"), size, in->buffer, in->channels,
            weights_[convolution.weights], convolution.kernel_y / 2, convolution.kernel_x / 2,
            KernelGrid(grid_), outputs.bias.value_or(kNull), BufferOf(outputs.raw),
            outputs.accumulate ? 1 : 0, BufferOf(outputs.normed), norm.scale, norm.shift, mask_,
            normed ? KindOf(outputs.norm->activation) : 0, channels);
}

PlanVector LayerPlan::Pool(const HeldMap& in, int channels, Pooling pooling) {
  const PlanVector pooled = {.buffer = memory_.Vector(3 * channels), .size = 3 * channels};
  const size_t lanes = Size(device_.tuning().pooling_lanes);
  plan_.Add(device_.Kernel("pool"),
            {.global = {UpTo(channels, kPanel), lanes}, .local = {Size(kPanel), lanes}}, in->buffer,
            in->channels, channels, KernelGrid(grid_), grid_.count, mask_, areas_,
            pooling == Pooling::kMeans ? 1 : 0, pooled.buffer);
  return pooled;
}

PlanVector LayerPlan::Multiply(const PlanVector& in, const converter::MatMul& product,
                               const converter::Bias* bias, const converter::Activation* activation,
                               bool padded) {
  const int outputs = product.out_channels;
  const int stride = padded ? Padded(outputs) : outputs;
  const PlanVector out = {.buffer = memory_.Vector(stride), .size = stride};
  plan_.Add(device_.Kernel("dense"), {.global = {Size(stride)}}, in.buffer, product.in_channels,
            weights_[product.weights], outputs, bias != nullptr ? weights_[bias->weights] : kNull,
            activation != nullptr ? KindOf(*activation) : 0, 0, out.buffer, stride);
  return out;
}

void LayerPlan::AddProduct(const PlanVector& in, const converter::MatMul& product,
                           const PlanVector& sum) {
  plan_.Add(device_.Kernel("dense"), {.global = {Size(product.out_channels)}}, in.buffer,
            product.in_channels, weights_[product.weights], product.out_channels, kNull, 0, 1,
            sum.buffer, sum.size);
}

void LayerPlan::RmsNorm(const HeldMap& in, const converter::RmsNorm& norm,
                        const converter::Activation& activation, const HeldMap& out) {
  const cl::Buffer sums = memory_.Vector(grid_.points);
  plan_.Add(device_.Kernel("sum_squares"), {.global = {Size(grid_.count)}}, in->buffer,
            in->channels, KernelGrid(grid_), mask_, sums);
  if (norm.spatial) {
    plan_.Add(device_.Kernel("share_squares"), {}, KernelGrid(grid_), grid_.count, areas_, sums);
  }
  plan_.Add(device_.Kernel("rms_norm"), {.global = {Size(in->channels), Size(grid_.count)}},
            in->buffer, in->channels, norm.channels, KernelGrid(grid_), mask_, sums, norm.epsilon,
            weights_[norm.gamma], weights_[norm.beta], KindOf(activation), out->buffer);
}

}  // namespace tidemark::harness::gpu
