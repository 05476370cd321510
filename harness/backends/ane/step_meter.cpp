#include "harness/backends/ane/step_meter.h"

namespace tidemark::harness::ane {
namespace {

uint64_t BytesOf(const Constant& constant) {
  return constant.halves.size_bytes() + constant.floats.size_bytes() + constant.ints.size_bytes();
}

uint64_t ActivationBytes(const Program& program, const Step& step, int64_t batch) {
  uint64_t cells = 0;
  for (const auto* const ids : {&step.inputs, &step.outputs}) {
    for (const ValueId id : *ids) {
      const Value& value = program.values[id];
      if (value.constant != nullptr) continue;
      cells += static_cast<uint64_t>(CountOf(value.type.shape).At(batch));
    }
  }
  return cells * kCellBytes;
}

}  // namespace

StepMeter::StepMeter(const Program& program) : program_(program) {
  for (const Step& step : program.steps) {
    reference::LayerCost& cost = costs_.emplace_back();
    cost.layer = step.name;
    cost.operation = step.operation;
    for (const ValueId id : step.inputs) {
      const ConstantPtr& constant = program.values[id].constant;
      if (constant != nullptr) cost.weight_bytes += BytesOf(*constant);
    }
  }
}

void StepMeter::Add(size_t index, int64_t batch, const StepSizes& sizes, double seconds) {
  const Step& step = program_.steps[index];
  reference::LayerCost& cost = costs_[index];
  ++cost.calls;
  cost.seconds += seconds;
  cost.operations += step.kernel->Operations(sizes);
  cost.activation_bytes += ActivationBytes(program_, step, batch);
}

}  // namespace tidemark::harness::ane
