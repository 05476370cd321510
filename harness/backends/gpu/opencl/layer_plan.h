#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_LAYER_PLAN_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_LAYER_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>

#include "converter/network/layers.h"
#include "converter/network/network.h"
#include "harness/backends/gpu/opencl/device_context.h"
#include "harness/backends/gpu/opencl/grid.h"
#include "harness/backends/gpu/opencl/plan.h"
#include "harness/backends/gpu/opencl/plan_memory.h"
#include "harness/backends/gpu/opencl/rotary_tables.h"
#include "harness/backends/gpu/opencl/weight_buffers.h"

namespace tidemark::harness::gpu {

// A batch norm and the activation after it, which a convolution before them takes along.
struct NormActivation {
  const converter::BatchNorm& norm;
  const converter::Activation& activation;
};

// Where a convolution's sums go; see epilogue.cl. At least one of `raw` and `normed`.
struct ConvolutionOutputs {
  // [N, grid.points], by which points are scaled first.
  std::optional<cl::Buffer> point_scale = {};
  // [N, padded channels], added next.
  std::optional<cl::Buffer> bias = {};
  std::optional<cl::Buffer> rotation = {};
  HeldMap raw = {};
  bool accumulate = false;
  // By `norm` or, with a `silu_gate`, silu(sum) times that.
  HeldMap normed = {};
  std::optional<NormActivation> norm = {};
  HeldMap silu_gate = {};
};

// A vector for each position: [N, size].
struct PlanVector {
  cl::Buffer buffer = {};
  int size = 0;
};

enum class Pooling {
  // mean, mean * t / 10 and maximum, with t = sqrt(area) - 14: blocks and policy head.
  kMeanAndMax,
  // mean, mean * t / 10 and mean * (t^2 / 100 - 0.1): value head.
  kMeans,
};

// Adds layers to a plan, one kernel or a few each.
class LayerPlan {
 public:
  LayerPlan(const DeviceContext& device, const WeightBuffers& weights, const Grid& grid,
            PlanMemory& memory, Plan& plan);

  HeldMap Map(int channels) { return memory_.Map(channels); }

  // [N, H * W] floats of every channel to a map, and channel 0 to the mask that all layers below
  // use.
  void PlaceInputs(const PlanVector& spatial, int channels, const HeldMap& out);
  // The first `channels` channels to [N, channels, H, W] floats.
  void TakeOutputs(const HeldMap& in, int channels, const PlanVector& out);

  void Convolve(const converter::Convolution& convolution, const HeldMap& in,
                const ConvolutionOutputs& outputs);

  // Needs Areas(). The result has 3 * channels values. `layer` made what is pooled.
  PlanVector Pool(const std::string& layer, const HeldMap& in, int channels, Pooling pooling);

  // A product, with bias and activation if they are given, into a vector of its own. With `padded`
  // its size is padded with zeros, as ConvolutionOutputs::bias wants it.
  PlanVector Multiply(const PlanVector& in, const converter::MatMul& product,
                      const converter::Bias* bias = nullptr,
                      const converter::Activation* activation = nullptr, bool padded = false);
  // A product that is added to `sum`.
  void AddProduct(const PlanVector& in, const converter::MatMul& product, const PlanVector& sum);

  // RMS norm and activation over the points of the board.
  void RmsNorm(const HeldMap& in, const converter::RmsNorm& norm,
               const converter::Activation& activation, const HeldMap& out);

  // What a point norm scales the points by, besides by gamma: the products after it take that along
  // in their weights. For ConvolutionOutputs, until this is called again.
  cl::Buffer NormFactors(const HeldMap& in, const converter::PointNorm& norm);

  // For ConvolutionOutputs of a map of the block's queries or keys, which has `heads` heads.
  std::optional<cl::Buffer> RotationOf(const converter::AttentionBlock& block, int heads);

  // The values that each head mixes at each point of the board, `rotation` done.
  void Attend(const converter::AttentionBlock& block, const HeldMap& query, const HeldMap& key,
              const HeldMap& value, const HeldMap& out);

  // [N]: points of each position's board, for whoever fills in the inputs.
  const cl::Buffer& areas() const { return areas_; }

 private:
  // 1 / sqrt(mean(x^2) + epsilon) at each point on the board, 0 off it.
  cl::Buffer RmsFactors(const std::string& layer, const HeldMap& in, int channels, float epsilon,
                        bool spatial);

  // As they are held of one position: the points of a map that are computed, floats of a vector.
  uint64_t MapBytes(const HeldMap& map) const;
  static uint64_t VectorBytes(int values);
  KernelCost ConvolutionCost(const converter::Convolution& convolution, const HeldMap& in,
                             const ConvolutionOutputs& outputs, const NormBuffers& norm) const;
  // That reads or writes `outputs` values besides `in`.
  KernelCost ProductCost(const PlanVector& in, const converter::MatMul& product,
                         const converter::Bias* bias, int outputs) const;

  const DeviceContext& device_;
  const WeightBuffers& weights_;
  Grid grid_;
  PlanMemory& memory_;
  Plan& plan_;
  RotaryTables rotary_;
  // [N, grid.points] floats.
  cl::Buffer mask_;
  // The same; absent while no layer has asked for them.
  std::optional<cl::Buffer> rms_factors_;
  cl::Buffer areas_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_LAYER_PLAN_H_
