#include "harness/backends/gpu/opencl/opencl_evaluator.h"

#include <algorithm>
#include <span>
#include <vector>

#include "harness/backends/gpu/opencl/module_error.h"

namespace tidemark::harness::gpu {
namespace {

// Larger batches are cut: they would only need larger buffers.
constexpr int kLargestPart = 64;

size_t Size(int value) { return static_cast<size_t>(value); }

std::vector<float> AreasOf(std::span<const float> spatial, int batch) {
  const size_t stride = spatial.size() / Size(batch);
  std::vector<float> areas;
  for (int n = 0; n < batch; ++n) {
    const auto mask = spatial.subspan(Size(n) * stride, stride / converter::kSpatialChannels);
    areas.push_back(static_cast<float>(std::ranges::count(mask, 1.0F)));
  }
  return areas;
}

}  // namespace

OpenClEvaluator::OpenClEvaluator(const converter::Network& network, const WeightSource& weights,
                                 const OpenOptions& options)
    : network_(network), device_(options), weights_(device_, network, weights) {}

DeviceMemory OpenClEvaluator::memory() const {
  return {.weight_bytes = weights_.bytes(),
          .activation_bytes = plan_ != nullptr ? plan_->bytes() : 0};
}

std::optional<Failure> OpenClEvaluator::Evaluate(const reference::NetworkInputs& inputs,
                                                 reference::RawOutputs& outputs) noexcept {
  return Guard([&] { EvaluateAll(inputs, outputs); });
}

std::optional<Failure> OpenClEvaluator::StartProfile() noexcept {
  return Guard([&] {
    if (!profiles_) device_.KeepTimes();
    profiles_ = true;
    costs_.clear();
  });
}

void OpenClEvaluator::EvaluateAll(const reference::NetworkInputs& inputs,
                                  reference::RawOutputs& outputs) {
  const int part = std::min(inputs.batch, kLargestPart);
  const bool fits = plan_ != nullptr && plan_->grid().height == inputs.height &&
                    plan_->grid().width == inputs.width && plan_->capacity() >= part;
  if (!fits) {
    plan_.reset();
    plan_ = std::make_unique<NetworkPlan>(device_, network_, weights_, inputs.height, inputs.width,
                                          part);
  }
  outputs.batch = inputs.batch;
  outputs.height = inputs.height;
  outputs.width = inputs.width;
  outputs.policy_channels = network_.policy_head.channels();
  outputs.score_channels = network_.value_head.score_channels();
  const NetworkVectors& vectors = plan_->vectors();
  const auto room = [&](const PlanVector& vector) {
    return Size(inputs.batch) * Size(vector.size);
  };
  outputs.policy.resize(room(vectors.policy));
  outputs.pass.resize(room(vectors.pass));
  outputs.value.resize(room(vectors.value));
  outputs.score_value.resize(room(vectors.score_value));
  outputs.ownership.resize(room(vectors.ownership));
  for (int first = 0; first < inputs.batch; first += plan_->capacity()) {
    EvaluatePart(inputs, first, std::min(plan_->capacity(), inputs.batch - first), outputs);
  }
}

void OpenClEvaluator::EvaluatePart(const reference::NetworkInputs& inputs, int first, int batch,
                                   reference::RawOutputs& outputs) {
  const NetworkVectors& vectors = plan_->vectors();
  const cl::CommandQueue& queue = device_.queue();
  // The part's rows of [N, vector.size].
  const auto part = [first, batch](auto& values, const PlanVector& vector) {
    return std::span(values).subspan(Size(first) * Size(vector.size),
                                     Size(batch) * Size(vector.size));
  };
  const auto write = [&](const PlanVector& vector, std::span<const float> values) {
    queue.enqueueWriteBuffer(vector.buffer, CL_FALSE, 0, values.size_bytes(), values.data());
  };
  const auto read = [&](const PlanVector& vector, std::vector<float>& values) {
    const std::span<float> rows = part(values, vector);
    queue.enqueueReadBuffer(vector.buffer, CL_FALSE, 0, rows.size_bytes(), rows.data());
  };

  const auto spatial = part(inputs.spatial, vectors.spatial);
  const std::vector<float> areas = AreasOf(spatial, batch);
  std::vector<cl::Event> events;
  try {
    write(vectors.spatial, spatial);
    write(vectors.global, part(inputs.global, vectors.global));
    if (vectors.metadata.size > 0) {
      write(vectors.metadata, part(inputs.metadata, vectors.metadata));
    }
    write(vectors.areas, areas);
    plan_->plan().Enqueue(queue, batch, profiles_ ? &events : nullptr);
    read(vectors.policy, outputs.policy);
    read(vectors.pass, outputs.pass);
    read(vectors.value, outputs.value);
    read(vectors.score_value, outputs.score_value);
    read(vectors.ownership, outputs.ownership);
  } catch (...) {
    // What is in the queue refers to memory of this function.
    try {
      queue.finish();
    } catch (const cl::Error&) {
      // The first error tells more.
    }
    throw;
  }
  queue.finish();
  if (profiles_) plan_->plan().Count(events, batch, costs_);
}

}  // namespace tidemark::harness::gpu
