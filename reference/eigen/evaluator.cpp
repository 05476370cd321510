#include "reference/eigen/evaluator.h"

#include <algorithm>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "converter/error.h"
#include "reference/eigen/input_check.h"
#include "reference/eigen/kernel_set.h"
#include "reference/eigen/policy_layers.h"
#include "reference/eigen/trunk_layers.h"
#include "reference/eigen/value_layers.h"
#include "reference/eigen/worker_pool.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

class Evaluator::Impl {
 public:
  virtual ~Impl() = default;
  virtual RawOutputs Evaluate(const NetworkInputs& inputs) = 0;
};

namespace {

constexpr int kMostThreads = 1024;

PointGrid GridFor(const converter::Network& network, int height, int width) {
  uint64_t reach_y = 0;
  uint64_t reach_x = 0;
  for (const converter::TensorSpec& tensor : network.tensors) {
    if (tensor.role != converter::TensorRole::kConvolution) continue;
    reach_y = std::max(reach_y, tensor.shape.at(0) / 2);
    reach_x = std::max(reach_x, tensor.shape.at(1) / 2);
  }
  return PointGrid(height, width, static_cast<int>(reach_y), static_cast<int>(reach_x));
}

const Kernels<float>& BestKernels(float) { return BestKernelSet().float32; }
const Kernels<double>& BestKernels(double) { return BestKernelSet().float64; }

// The n-th row of `values` [batch, size].
std::span<const float> Row(const std::vector<float>& values, int n, int batch) {
  const size_t size = values.size() / static_cast<size_t>(batch);
  return std::span(values).subspan(static_cast<size_t>(n) * size, size);
}

RawOutputs RoomFor(const converter::Network& network, const NetworkInputs& inputs) {
  RawOutputs outputs;
  outputs.batch = inputs.batch;
  outputs.height = inputs.height;
  outputs.width = inputs.width;
  outputs.policy_channels = network.policy_head.channels();
  outputs.score_channels = network.value_head.score_channels();
  const auto batch = static_cast<size_t>(inputs.batch);
  const size_t points = static_cast<size_t>(inputs.height) * static_cast<size_t>(inputs.width);
  const auto policies = static_cast<size_t>(outputs.policy_channels);
  outputs.policy.resize(batch * policies * points);
  outputs.pass.resize(batch * policies);
  outputs.value.resize(batch * 3);
  outputs.score_value.resize(batch * static_cast<size_t>(outputs.score_channels));
  outputs.ownership.resize(batch * points);
  return outputs;
}

}  // namespace

template <typename Scalar>
class Evaluator::ImplOf final : public Evaluator::Impl {
 public:
  ImplOf(const converter::Network& network, const converter::TensorStore& weights, int threads)
      : network_(network),
        trunk_(network.trunk, weights),
        policy_(network.policy_head, weights),
        value_(network.value_head, weights),
        workers_(threads),
        alone_(1) {}

  RawOutputs Evaluate(const NetworkInputs& inputs) override {
    CheckInputs(network_, inputs);
    const std::lock_guard lock(mutex_);
    RawOutputs outputs = RoomFor(network_, inputs);
    Plan(inputs);
    if (apart_.empty()) {
      for (int n = 0; n < inputs.batch; ++n) EvaluateOne(inputs, n, together_.front(), outputs);
    } else {
      workers_.Run(inputs.batch, [&](int n, int worker) {
        EvaluateOne(inputs, n, apart_[static_cast<size_t>(worker)], outputs);
      });
    }
    return outputs;
  }

 private:
  // Makes the workspaces for this buffer, unless they are there. A batch with work for every thread
  // is shared out by position, each in a workspace of its own; else the threads share each layer of
  // one position after the other.
  void Plan(const NetworkInputs& inputs) {
    const PointGrid grid = GridFor(network_, inputs.height, inputs.width);
    const bool by_position = workers_.threads() > 1 && inputs.batch >= workers_.threads();
    std::vector<Workspace<Scalar>>& wanted = by_position ? apart_ : together_;
    std::vector<Workspace<Scalar>>& unwanted = by_position ? together_ : apart_;
    unwanted.clear();
    if (!wanted.empty() && wanted.front().grid().height == grid.height &&
        wanted.front().grid().width == grid.width) {
      return;
    }
    wanted.clear();
    WorkerPool& workers = by_position ? alone_ : workers_;
    const int count = by_position ? workers_.threads() : 1;
    for (int i = 0; i < count; ++i) wanted.emplace_back(grid, BestKernels(Scalar{}), workers);
  }

  void EvaluateOne(const NetworkInputs& inputs, int n, Workspace<Scalar>& workspace,
                   RawOutputs& outputs) const {
    const PositionInputs position = {.spatial = Row(inputs.spatial, n, inputs.batch),
                                     .global = Row(inputs.global, n, inputs.batch),
                                     .metadata = Row(inputs.metadata, n, inputs.batch)};
    workspace.SetBoard(position.spatial.data());
    FeatureMap<Scalar> tip = workspace.TakeMap(trunk_.channels());
    {
      FeatureMap<Scalar> stream = workspace.TakeMap(trunk_.channels());
      trunk_.Stem(workspace, position, stream);
      for (const auto& block : trunk_.blocks()) block->AddTo(workspace, stream);
      trunk_.Tip(workspace, stream, tip);
    }
    policy_.Apply(workspace, tip, n, outputs);
    value_.Apply(workspace, tip, n, outputs);
  }

  const converter::Network& network_;
  TrunkLayers<Scalar> trunk_;
  PolicyLayers<Scalar> policy_;
  ValueLayers<Scalar> value_;
  WorkerPool workers_;
  WorkerPool alone_;
  std::mutex mutex_;
  std::vector<Workspace<Scalar>> together_;
  std::vector<Workspace<Scalar>> apart_;
};

Evaluator::Evaluator(const converter::Network& network, const converter::TensorStore& weights,
                     EvaluatorOptions options) {
  if (options.threads < 1 || options.threads > kMostThreads) {
    throw UsageError("an evaluator runs on 1 to " + std::to_string(kMostThreads) +
                     " threads, not " + std::to_string(options.threads));
  }
  if (options.arithmetic == Arithmetic::kDouble) {
    impl_ = std::make_unique<ImplOf<double>>(network, weights, options.threads);
  } else {
    impl_ = std::make_unique<ImplOf<float>>(network, weights, options.threads);
  }
}

Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

RawOutputs Evaluator::Evaluate(const NetworkInputs& inputs) const {
  return impl_->Evaluate(inputs);
}

}  // namespace tidemark::reference
