#include "reference/eigen/evaluator.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "converter/error.h"
#include "reference/eigen/cost_ledger.h"
#include "reference/eigen/input_check.h"
#include "reference/eigen/kernel_set.h"
#include "reference/eigen/pieces.h"
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
  virtual void StartProfile() = 0;
  virtual std::vector<LayerCost> Profile() = 0;
};

namespace {

constexpr int kMostThreads = 1024;

// Positions are evaluated together while they have no more points than this, four boards of 19x19:
// with more, what a layer works on would leave the last cache, and memory would have no bound.
constexpr int kMostPoints = 1500;

// How many positions to evaluate at a time: of those numbers that share out the batch evenly.
int PositionsTogether(const NetworkInputs& inputs) {
  const int most = std::clamp(kMostPoints / (inputs.height * inputs.width), 1, inputs.batch);
  return Pieces(inputs.batch, Pieces(inputs.batch, most));
}

// The rows of `values` [batch, size] that are those of `count` positions.
std::span<const float> Rows(const std::vector<float>& values, int batch, int first, int count) {
  const size_t size = values.size() / static_cast<size_t>(batch);
  return std::span(values).subspan(static_cast<size_t>(first) * size,
                                   static_cast<size_t>(count) * size);
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
        workers_(threads) {}

  RawOutputs Evaluate(const NetworkInputs& inputs) override {
    CheckInputs(network_, inputs);
    const std::lock_guard lock(mutex_);
    RawOutputs outputs = RoomFor(network_, inputs);
    const int together = PositionsTogether(inputs);
    for (int first = 0; first < inputs.batch; first += together) {
      EvaluateSome(inputs, first, std::min(together, inputs.batch - first), outputs);
    }
    return outputs;
  }

  void StartProfile() override {
    const std::lock_guard lock(mutex_);
    costs_.Open();
  }

  std::vector<LayerCost> Profile() override {
    const std::lock_guard lock(mutex_);
    return costs_.costs();
  }

 private:
  // Makes the workspace for buffers of this size, unless it is there.
  Workspace<Scalar>& WorkspaceFor(const BatchShape& shape) {
    if (!workspace_.has_value() || workspace_->shape().height != shape.height ||
        workspace_->shape().width != shape.width) {
      // The old one goes first, so that both are never there.
      workspace_.reset();
      workspace_.emplace(shape, BestKernelSet(), workers_, costs_);
    }
    workspace_->SetBatch(shape.batch);
    return *workspace_;
  }

  void EvaluateSome(const NetworkInputs& inputs, int first, int count, RawOutputs& outputs) {
    const BatchInputs batch = {.spatial = Rows(inputs.spatial, inputs.batch, first, count),
                               .global = Rows(inputs.global, inputs.batch, first, count),
                               .metadata = Rows(inputs.metadata, inputs.batch, first, count)};
    Workspace<Scalar>& workspace =
        WorkspaceFor({.batch = count, .height = inputs.height, .width = inputs.width});
    // The mask is the first channel.
    const size_t position = batch.spatial.size() / static_cast<size_t>(count);
    for (int n = 0; n < count; ++n) {
      workspace.SetBoard(n, batch.spatial.data() + static_cast<size_t>(n) * position);
    }
    FeatureMap<Scalar> tip = workspace.TakeMap(trunk_.channels());
    {
      FeatureMap<Scalar> stream = workspace.TakeMap(trunk_.channels());
      trunk_.Stem(workspace, batch, stream);
      for (const auto& block : trunk_.blocks()) block->AddTo(workspace, stream);
      trunk_.Tip(workspace, stream, tip);
    }
    policy_.Apply(workspace, tip, first, outputs);
    value_.Apply(workspace, tip, first, outputs);
  }

  const converter::Network& network_;
  TrunkLayers<Scalar> trunk_;
  PolicyLayers<Scalar> policy_;
  ValueLayers<Scalar> value_;
  WorkerPool workers_;
  CostLedger costs_;
  std::mutex mutex_;
  std::optional<Workspace<Scalar>> workspace_;
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

void Evaluator::StartProfile() { impl_->StartProfile(); }
std::vector<LayerCost> Evaluator::Profile() const { return impl_->Profile(); }

}  // namespace tidemark::reference
