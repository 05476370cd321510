#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_STEP_METER_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_STEP_METER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "harness/backends/ane/program.h"
#include "reference/outputs/layer_cost.h"

namespace tidemark::harness::ane {

// Counts what each step of a program costs, as somebody runs and times it. Weights are the
// constants that a step reads, activations its other operands and its results, each as it is held.
class StepMeter {
 public:
  // `program` must outlive the meter.
  explicit StepMeter(const Program& program);

  // One execution of the step at `index`, whose kernel had `sizes` to work with.
  void Add(size_t index, int64_t batch, const StepSizes& sizes, double seconds);

  // In the order of the steps.
  const std::vector<reference::LayerCost>& costs() const { return costs_; }

 private:
  const Program& program_;
  std::vector<reference::LayerCost> costs_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_STEP_METER_H_
