#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_EXECUTOR_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_EXECUTOR_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "harness/backends/ane/kernel.h"
#include "harness/backends/ane/program.h"
#include "harness/backends/ane/step_meter.h"
#include "reference/eigen/worker_pool.h"
#include "reference/outputs/layer_cost.h"

namespace tidemark::harness::ane {

class ArenaLayout;

// Runs a program: one memory arena for all its values, laid out for one batch size at a time.
class Executor {
 public:
  // `program` must outlive the executor.
  Executor(const Program& program, int threads, size_t arena_limit_bytes);

  // Throws FormatError when even the smallest batch needs more memory than the limit.
  void CheckSmallestBatch() const;

  // Lays the arena out for `batch`, which the program takes; nothing happens if it is so already.
  // Throws FormatError when the values of the program need more memory than the limit.
  void Prepare(int64_t batch);

  // The elements of an input, to be filled before each Run(), and of an output, valid from Run() to
  // the next Run() or Prepare(). Both are by their index in the program.
  std::span<float> Input(size_t index) const { return inputs_[index]; }
  std::span<const float> Output(size_t index) const { return outputs_[index]; }

  // Rounds inputs of half precision, then carries out every step.
  void Run();

  // From now on every step is timed, and its cost counted from zero.
  void StartProfile() { meter_ = std::make_unique<StepMeter>(program_); }
  // What the steps have cost since then, in their order; empty before.
  std::vector<reference::LayerCost> Profile() const;

  // Memory held for values; 0 before the first Prepare().
  size_t arena_bytes() const { return arena_bytes_; }
  // Memory held to know where they lie, by the allocator's count.
  uint64_t placement_bytes() const { return placement_bytes_; }

 private:
  // A large constant that a kernel takes as floats: widened before it runs.
  struct Widening {
    std::span<const uint16_t> halves = {};
    std::span<float> to = {};
  };
  // A step with its tensors in place.
  struct PlacedStep {
    const Kernel* kernel = nullptr;
    std::vector<Operand> inputs = {};
    std::vector<Result> outputs = {};
    std::vector<Widening> widenings = {};
    std::span<float> scratch = {};
  };
  struct ArenaDeleter {
    void operator()(std::byte* arena) const;
  };

  void* At(size_t offset) const { return arena_.get() + offset; }
  PlacedStep Place(const ArenaLayout& layout, size_t index) const;
  void RunStep(const PlacedStep& step);
  std::span<float> Cells(const ArenaLayout& layout, ValueId id) const;

  const Program& program_;
  size_t arena_limit_bytes_;
  reference::WorkerPool workers_;
  int64_t batch_ = 0;
  size_t arena_bytes_ = 0;
  uint64_t placement_bytes_ = 0;
  std::unique_ptr<std::byte, ArenaDeleter> arena_;
  std::vector<PlacedStep> steps_;
  std::vector<std::span<float>> inputs_;
  std::vector<std::span<const float>> outputs_;
  std::unique_ptr<StepMeter> meter_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_EXECUTOR_H_
