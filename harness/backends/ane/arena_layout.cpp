#include "harness/backends/ane/arena_layout.h"

#include <algorithm>
#include <string>

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

size_t BytesOf(const Value& value, int64_t batch) {
  return static_cast<size_t>(CountOf(ExtentsAt(value.type.shape, batch))) * kCellBytes;
}

}  // namespace

ArenaLayout::ArenaLayout(const Program& program, int64_t batch, int threads, size_t limit_bytes) {
  FindLifetimes(program, batch);
  ShareInPlace(program);
  AddNeeds(program, batch, threads, limit_bytes);
  plan_ = PlanMemory(lifetimes_, limit_bytes);
}

size_t ArenaLayout::OffsetOf(ValueId value) const { return plan_.offsets[lifetime_[value]]; }

std::optional<size_t> ArenaLayout::WidenedOffsetOf(size_t step, size_t input) const {
  const size_t index = needs_[step].widened[input];
  if (index == kNone) return std::nullopt;
  return plan_.offsets[index];
}

ArenaLayout::Scratch ArenaLayout::ScratchOf(size_t step) const {
  const StepNeeds& needs = needs_[step];
  if (needs.scratch == kNone) return {};
  return {.offset = plan_.offsets[needs.scratch], .floats = needs.scratch_floats};
}

void ArenaLayout::FindLifetimes(const Program& program, int64_t batch) {
  lifetime_.assign(program.values.size(), kNone);
  const auto touch = [&](ValueId id, size_t step) {
    const Value& value = program.values[id];
    if (value.constant != nullptr) return;
    size_t& index = lifetime_[value.storage];
    if (index == kNone) {
      index = lifetimes_.size();
      lifetimes_.push_back(
          {.first = step, .last = step, .bytes = BytesOf(program.values[value.storage], batch)});
    }
    lifetime_[id] = index;
    lifetimes_[index].last = step;
  };
  for (const ValueId id : program.inputs) touch(id, 0);
  for (size_t i = 0; i < program.steps.size(); ++i) {
    for (const ValueId id : program.steps[i].inputs) touch(id, i);
    for (const ValueId id : program.steps[i].outputs) touch(id, i);
  }
  for (const ValueId id : program.outputs) touch(id, program.steps.size());
}

void ArenaLayout::ShareInPlace(const Program& program) {
  // A lifetime that another has taken over points to it.
  std::vector<size_t> taken_by(lifetimes_.size());
  for (size_t i = 0; i < taken_by.size(); ++i) taken_by[i] = i;
  for (size_t i = 0; i < program.steps.size(); ++i) {
    const Step& step = program.steps[i];
    const Value& out = program.values[step.outputs[0]];
    for (size_t j = 0; j < step.inputs.size(); ++j) {
      const Value& in = program.values[step.inputs[j]];
      if (in.constant != nullptr || !step.kernel->InPlace(j)) continue;
      const size_t dying = lifetime_[in.id];
      // Another view of the same elements must be walked in the same order.
      const bool alike = std::all_of(step.inputs.begin(), step.inputs.end(), [&](ValueId id) {
        const Value& other = program.values[id];
        return lifetime_[id] != dying || other.type.shape == out.type.shape;
      });
      if (!alike || lifetimes_[dying].last != i) continue;
      taken_by[lifetime_[out.id]] = taken_by[dying];
      break;
    }
  }
  std::vector<Lifetime> owners;
  std::vector<size_t> moved(lifetimes_.size());
  for (size_t i = 0; i < lifetimes_.size(); ++i) {
    // Lifetimes are in the order of their beginning, so an owner comes before what it took over.
    if (taken_by[i] == i) {
      moved[i] = owners.size();
      owners.push_back(lifetimes_[i]);
    } else {
      moved[i] = moved[taken_by[i]];
      owners[moved[i]].last = std::max(owners[moved[i]].last, lifetimes_[i].last);
    }
  }
  lifetimes_ = std::move(owners);
  for (size_t& index : lifetime_) {
    if (index != kNone) index = moved[index];
  }
}

void ArenaLayout::AddNeeds(const Program& program, int64_t batch, int threads, size_t limit_bytes) {
  for (size_t i = 0; i < program.steps.size(); ++i) {
    const Step& step = program.steps[i];
    StepNeeds& needs = needs_.emplace_back();
    std::vector<Operand> inputs;
    std::vector<Result> outputs;
    for (size_t j = 0; j < step.inputs.size(); ++j) {
      const Value& value = program.values[step.inputs[j]];
      inputs.push_back({.type = value.type.element, .extents = ExtentsAt(value.type.shape, batch)});
      needs.widened.push_back(kNone);
      if (value.constant == nullptr || !value.constant->held_as_halves() ||
          step.kernel->TakesHalves(j)) {
        continue;
      }
      needs.widened.back() = lifetimes_.size();
      lifetimes_.push_back({.first = i, .last = i, .bytes = BytesOf(value, batch)});
    }
    for (const ValueId id : step.outputs) {
      const Value& value = program.values[id];
      outputs.push_back(
          {.type = value.type.element, .extents = ExtentsAt(value.type.shape, batch)});
    }
    needs.scratch_floats =
        step.kernel->ScratchFloats({.inputs = inputs, .outputs = outputs, .threads = threads});
    if (needs.scratch_floats == 0) continue;
    if (needs.scratch_floats > limit_bytes / kCellBytes) {
      throw FormatError("the operation needs " + std::to_string(needs.scratch_floats) +
                            " floats of scratch; the memory limit is " +
                            std::to_string(limit_bytes) + " bytes",
                        {.layer = step.name});
    }
    needs.scratch = lifetimes_.size();
    lifetimes_.push_back({.first = i, .last = i, .bytes = needs.scratch_floats * kCellBytes});
  }
}

}  // namespace tidemark::harness::ane
