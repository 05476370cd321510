#include "harness/backends/gpu/opencl/layer_plan.h"

#include <algorithm>

#include "harness/backends/gpu/opencl/module_error.h"

namespace tidemark::harness::gpu {
namespace {

using converter::ActivationKind;

// As activation.cl numbers them.
int CodeOf(ActivationKind kind) {
  switch (kind) {
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

uint64_t BytesOf(const cl::Buffer& buffer) {
  return buffer() != nullptr ? buffer.getInfo<CL_MEM_SIZE>() : 0;
}

// For each pair of an input and an output, at `points` points.
double OperationsOf(int in, int out, int points) { return 2.0 * in * out * points; }

}  // namespace

LayerPlan::LayerPlan(const DeviceContext& device, const WeightBuffers& weights, const Grid& grid,
                     PlanMemory& memory, Plan& plan)
    : device_(device),
      weights_(weights),
      grid_(grid),
      memory_(memory),
      plan_(plan),
      rotary_(grid, memory),
      mask_(memory.Vector(grid.points)),
      areas_(memory.Vector(1)) {}

uint64_t LayerPlan::MapBytes(const HeldMap& map) const {
  if (map == nullptr) return 0;
  return Size(map->channels) * Size(grid_.count) * device_.stored_size();
}

uint64_t LayerPlan::VectorBytes(int values) { return Size(values) * sizeof(float); }

KernelCost LayerPlan::ProductCost(const PlanVector& in, const converter::MatMul& product,
                                  const converter::Bias* bias, int outputs) const {
  return {.layer = product.name,
          .operation = "product",
          .operations = OperationsOf(product.in_channels, product.out_channels, 1),
          .weight_bytes = BytesOf(weights_[product.weights]) +
                          (bias != nullptr ? BytesOf(weights_[bias->weights]) : 0),
          .activation_bytes = VectorBytes(in.size + outputs)};
}

KernelCost LayerPlan::ConvolutionCost(const converter::Convolution& convolution, const HeldMap& in,
                                      const ConvolutionOutputs& outputs,
                                      const NormBuffers& norm) const {
  const int taps = convolution.kernel_y * convolution.kernel_x;
  KernelCost cost = {
      .layer = convolution.name,
      .operation = "convolution " + std::to_string(convolution.kernel_x) + "x" +
                   std::to_string(convolution.kernel_y),
      .operations = OperationsOf(convolution.in_channels, convolution.out_channels,
                                 taps * grid_.height * grid_.width),
      .weight_bytes =
          BytesOf(weights_[convolution.weights]) + BytesOf(norm.scale) + BytesOf(norm.shift),
      .activation_bytes = MapBytes(in) + MapBytes(outputs.raw) * (outputs.accumulate ? 2 : 1) +
                          MapBytes(outputs.normed) + MapBytes(outputs.silu_gate)};
  if (outputs.point_scale.has_value()) cost.activation_bytes += VectorBytes(grid_.count);
  if (outputs.bias.has_value()) {
    cost.activation_bytes += VectorBytes(Padded(convolution.out_channels));
  }
  return cost;
}

void LayerPlan::PlaceInputs(const PlanVector& spatial, int channels, const HeldMap& out) {
  plan_.Add({.layer = "inputs",
             .operation = "placing",
             .activation_bytes = VectorBytes(spatial.size) + MapBytes(out)},
            device_.Kernel("place_inputs"), {.global = {Size(grid_.width), Size(grid_.height)}},
            spatial.buffer, channels, KernelGrid(grid_), out->buffer, out->channels, mask_);
}

void LayerPlan::TakeOutputs(const HeldMap& in, int channels, const PlanVector& out) {
  plan_.Add({.layer = "outputs",
             .operation = "placing",
             .activation_bytes = MapBytes(in) + VectorBytes(out.size)},
            device_.Kernel("take_outputs"), {.global = {Size(grid_.width), Size(grid_.height)}},
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
  NormBuffers norm;
  ActivationKind activation = ActivationKind::kIdentity;
  if (outputs.norm.has_value()) {
    norm = weights_.Of(outputs.norm->norm);
    activation = outputs.norm->activation.kind;
  } else if (outputs.silu_gate != nullptr) {
    activation = ActivationKind::kSilu;
  }
  plan_.Add(ConvolutionCost(convolution, in, outputs, norm), device_.Kernel("convolution"), size,
            in->buffer, in->channels, weights_[convolution.weights], convolution.kernel_y / 2,
            convolution.kernel_x / 2, KernelGrid(grid_), outputs.point_scale.value_or(kNull),
            outputs.bias.value_or(kNull), outputs.rotation.value_or(kNull), BufferOf(outputs.raw),
            outputs.accumulate ? 1 : 0, BufferOf(outputs.normed), norm.scale, norm.shift,
            CodeOf(activation), BufferOf(outputs.silu_gate), mask_, channels);
}

PlanVector LayerPlan::Pool(const std::string& layer, const HeldMap& in, int channels,
                           Pooling pooling) {
  const PlanVector pooled = {.buffer = memory_.Vector(3 * channels), .size = 3 * channels};
  const size_t lanes = Size(device_.tuning().lanes);
  plan_.Add({.layer = layer,
             .operation = "pooling",
             .activation_bytes = MapBytes(in) + VectorBytes(pooled.size)},
            device_.Kernel("pool"),
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
  plan_.Add(ProductCost(in, product, bias, stride), device_.Kernel("dense"),
            {.global = {Size(stride)}}, in.buffer, product.in_channels, weights_[product.weights],
            outputs, bias != nullptr ? weights_[bias->weights] : kNull,
            activation != nullptr ? CodeOf(activation->kind) : 0, 0, out.buffer, stride);
  return out;
}

void LayerPlan::AddProduct(const PlanVector& in, const converter::MatMul& product,
                           const PlanVector& sum) {
  plan_.Add(ProductCost(in, product, nullptr, 2 * product.out_channels), device_.Kernel("dense"),
            {.global = {Size(product.out_channels)}}, in.buffer, product.in_channels,
            weights_[product.weights], product.out_channels, kNull, 0, 1, sum.buffer, sum.size);
}

cl::Buffer LayerPlan::RmsFactors(const std::string& layer, const HeldMap& in, int channels,
                                 float epsilon, bool spatial) {
  if (!rms_factors_.has_value()) rms_factors_ = memory_.Vector(grid_.points);
  const size_t lanes = Size(device_.tuning().lanes);
  plan_.Add({.layer = layer,
             .operation = "mean square",
             .activation_bytes = MapBytes(in) + VectorBytes(grid_.count)},
            device_.Kernel("mean_square"),
            {.global = {lanes, Size(grid_.count)},
             .local = {lanes, Size(device_.tuning().points_at_once())}},
            in->buffer, in->channels, channels, KernelGrid(grid_), mask_, epsilon, spatial ? 0 : 1,
            *rms_factors_);
  if (spatial) {
    plan_.Add({.layer = layer,
               .operation = "mean square",
               .activation_bytes = 2 * VectorBytes(grid_.count)},
              device_.Kernel("share_mean_square"), {}, KernelGrid(grid_), grid_.count, areas_,
              epsilon, *rms_factors_);
  }
  return *rms_factors_;
}

void LayerPlan::RmsNorm(const HeldMap& in, const converter::RmsNorm& norm,
                        const converter::Activation& activation, const HeldMap& out) {
  const cl::Buffer factors = RmsFactors(norm.name, in, norm.channels, norm.epsilon, norm.spatial);
  plan_.Add({.layer = norm.name,
             .operation = "norm",
             .weight_bytes = BytesOf(weights_[norm.gamma]) + BytesOf(weights_[norm.beta]),
             .activation_bytes = MapBytes(in) + MapBytes(out) + VectorBytes(grid_.count)},
            device_.Kernel("rms_norm"), {.global = {Size(in->channels), Size(grid_.count)}},
            in->buffer, in->channels, KernelGrid(grid_), mask_, factors, weights_[norm.gamma],
            weights_[norm.beta], CodeOf(activation.kind), out->buffer);
}

cl::Buffer LayerPlan::NormFactors(const HeldMap& in, const converter::PointNorm& norm) {
  return RmsFactors(norm.name, in, norm.channels, norm.epsilon, false);
}

std::optional<cl::Buffer> LayerPlan::RotationOf(const converter::AttentionBlock& block, int heads) {
  if (!block.rope.has_value()) return std::nullopt;
  return rotary_.For(block, heads, weights_.Frequencies(*block.rope));
}

void LayerPlan::Attend(const converter::AttentionBlock& block, const HeldMap& query,
                       const HeldMap& key, const HeldMap& value, const HeldMap& out) {
  const Tuning& tuning = device_.tuning();
  const size_t groups = UpTo(grid_.count, tuning.queries) / Size(tuning.queries);
  const size_t mixers = Size(tuning.mixers);
  const size_t vector = Size(tuning.queries) * sizeof(float);
  const int points = grid_.height * grid_.width;
  // The scores, and the sums of values.
  plan_.Add(
      {.layer = block.name,
       .operation = "attention",
       .operations = OperationsOf(points, block.heads * (block.q_width + block.v_width), points),
       .activation_bytes = MapBytes(query) + MapBytes(key) + MapBytes(value) + MapBytes(out)},
      device_.Kernel("attend"),
      {.global = {groups * mixers, Size(block.heads)}, .local = {mixers, 1}}, query->buffer,
      query->channels, key->buffer, key->channels, value->buffer, value->channels,
      block.heads / block.kv_heads, block.q_width, block.v_width, KernelGrid(grid_), grid_.count,
      mask_, out->buffer, out->channels,
      cl::Local(UpTo(std::max(block.q_width, block.v_width), kPanel) * vector),
      cl::Local(Size(grid_.count) * vector));
}

}  // namespace tidemark::harness::gpu
