#include "harness/backends/ane/executor.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <new>

#include "converter/layout/half.h"
#include "harness/backends/ane/arena_layout.h"
#include "harness/backends/ane/vector_kernels.h"
#include "harness/memory/heap_use.h"

namespace tidemark::harness::ane {
namespace {

constexpr auto kAlignment = std::align_val_t{kArenaAlignment};

#ifndef NDEBUG
bool AreHalves(const Result& result) {
  const auto count = ElementsOf(result.extents);
  return std::all_of(result.floats(), result.floats() + count, [](float value) {
    return value != value || converter::FloatFromHalf(converter::HalfFromFloat(value)) == value;
  });
}
#endif

// The memory in which a constant is held as floats or integers; null if it is held as halves.
const void* CellsOf(const Constant& constant) {
  if (!constant.floats.empty()) return constant.floats.data();
  return constant.ints.empty() ? nullptr : static_cast<const void*>(constant.ints.data());
}

}  // namespace

void Executor::ArenaDeleter::operator()(std::byte* arena) const {
  ::operator delete(arena, kAlignment);
}

Executor::Executor(const Program& program, int threads, size_t arena_limit_bytes)
    : program_(program), arena_limit_bytes_(arena_limit_bytes), workers_(threads) {}

std::span<float> Executor::Cells(const ArenaLayout& layout, ValueId id) const {
  const int64_t count = CountOf(ExtentsAt(program_.values[id].type.shape, batch_));
  return {static_cast<float*>(At(layout.OffsetOf(id))), static_cast<size_t>(count)};
}

void Executor::CheckSmallestBatch() const {
  const int64_t batch = program_.batch.has_value() ? program_.batch->min : 1;
  const ArenaLayout layout(program_, batch, workers_.threads(), arena_limit_bytes_);
}

void Executor::Prepare(int64_t batch) {
  if (batch == batch_) return;
  const ArenaLayout layout(program_, batch, workers_.threads(), arena_limit_bytes_);
  batch_ = 0;
  steps_.clear();
  inputs_.clear();
  outputs_.clear();
  arena_.reset();
  arena_bytes_ = layout.arena_bytes();
  arena_.reset(
      static_cast<std::byte*>(::operator new(std::max(arena_bytes_, kArenaAlignment), kAlignment)));
  batch_ = batch;
  const HeapMeter meter;
  for (const ValueId id : program_.inputs) inputs_.push_back(Cells(layout, id));
  for (const ValueId id : program_.outputs) outputs_.emplace_back(Cells(layout, id));
  for (size_t i = 0; i < program_.steps.size(); ++i) steps_.push_back(Place(layout, i));
  placement_bytes_ = meter.Growth();
}

Executor::PlacedStep Executor::Place(const ArenaLayout& layout, size_t index) const {
  const Step& step = program_.steps[index];
  PlacedStep placed{.kernel = step.kernel.get()};
  for (size_t i = 0; i < step.inputs.size(); ++i) {
    const Value& value = program_.values[step.inputs[i]];
    Operand operand{.type = value.type.element, .extents = ExtentsAt(value.type.shape, batch_)};
    if (const auto offset = layout.WidenedOffsetOf(index, i); offset.has_value()) {
      const std::span<const uint16_t> halves = value.constant->halves;
      placed.widenings.push_back(
          {.halves = halves, .to = {static_cast<float*>(At(*offset)), halves.size()}});
      operand.cells = At(*offset);
    } else if (value.constant == nullptr) {
      operand.cells = At(layout.OffsetOf(value.id));
    } else {
      operand.cells = CellsOf(*value.constant);
      if (operand.cells == nullptr) operand.halves = value.constant->halves.data();
    }
    placed.inputs.push_back(std::move(operand));
  }
  for (const ValueId id : step.outputs) {
    const TensorType& type = program_.values[id].type;
    placed.outputs.push_back({.type = type.element,
                              .extents = ExtentsAt(type.shape, batch_),
                              .cells = At(layout.OffsetOf(id))});
  }
  const ArenaLayout::Scratch scratch = layout.ScratchOf(index);
  placed.scratch = {static_cast<float*>(At(scratch.offset)), scratch.floats};
  return placed;
}

void Executor::Run() {
  for (size_t i = 0; i < inputs_.size(); ++i) {
    const TensorType& type = program_.values[program_.inputs[i]].type;
    if (type.element != ElementType::kFloat16) continue;
    Vectors().unary(UnaryOp::kCopy, 0, true, inputs_[i].data(), inputs_[i].size(),
                    inputs_[i].data());
  }
  if (meter_ == nullptr) {
    for (const PlacedStep& step : steps_) RunStep(step);
    return;
  }
  for (size_t i = 0; i < steps_.size(); ++i) {
    const PlacedStep& step = steps_[i];
    const auto begin = std::chrono::steady_clock::now();
    RunStep(step);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    meter_->Add(i, batch_,
                {.inputs = step.inputs, .outputs = step.outputs, .threads = workers_.threads()},
                wall.count());
  }
}

void Executor::RunStep(const PlacedStep& step) {
  for (const Widening& widening : step.widenings) {
    converter::FloatsFromHalves(widening.halves, widening.to);
  }
  step.kernel->Run({.inputs = step.inputs,
                    .outputs = step.outputs,
                    .batch = batch_,
                    .scratch = step.scratch,
                    .workers = workers_});
  assert(std::all_of(step.outputs.begin(), step.outputs.end(),
                     [](const Result& result) { return !result.rounds() || AreHalves(result); }));
}

std::vector<reference::LayerCost> Executor::Profile() const {
  return meter_ == nullptr ? std::vector<reference::LayerCost>() : meter_->costs();
}

}  // namespace tidemark::harness::ane
