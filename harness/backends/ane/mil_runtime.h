#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_MIL_RUNTIME_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_MIL_RUNTIME_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "harness/backends/ane/program.h"
#include "reference/outputs/layer_cost.h"

namespace tidemark::harness::ane {

// What a runtime holds while it has a program built and the model it was built from still at hand.
struct BuiltProgram {
  // By the allocator's count.
  uint64_t model_bytes = 0;
  uint64_t program_bytes = 0;
  // Weights in the heap, and the resident part of mapped ones.
  uint64_t weight_bytes = 0;
  uint64_t mapped_bytes = 0;
};

struct MilOptions {
  // Threads that share the work of each step. Results do not depend on it.
  int threads = 1;
  // Map weight files, instead of reading them (lever `map_weights`).
  bool map_weights = false;
  // Make one step of a product and the elementwise operations that follow it. Results do not depend
  // on it; without it, every operation of the program is a step.
  bool fuse = true;
  // The most memory that the values of one evaluation may take.
  size_t arena_limit_bytes = size_t{8} << 30;
  // Called at that moment.
  std::function<void(const BuiltProgram&)> on_built = {};
};

// Runs the ML Program of a Core ML package as it is written, whoever wrote it: every value of type
// FLOAT16 is rounded to half precision as it is stored, sums and products accumulate in float32,
// and values of type FLOAT32 stay float32. That is what a device computes that has half precision
// between operations and more within them.
class MilRuntime {
 public:
  // Reads and checks the package, and keeps its weights as they are stored. Throws FormatError that
  // names the file, the operation or value and what was expected; IoError when a file cannot be
  // read.
  static MilRuntime Open(const std::filesystem::path& package, const MilOptions& options = {});

  ~MilRuntime();
  MilRuntime(MilRuntime&&) noexcept;
  MilRuntime& operator=(MilRuntime&&) noexcept;

  // Inputs, outputs and their types; N in a shape is the batch.
  const Program& program() const;
  // What the package says of itself: keys and values as their writer chose them.
  const std::map<std::string, std::string>& metadata() const;
  // Memory for the values of an evaluation; 0 before the first.
  size_t arena_bytes() const;
  // Memory for the program's steps, shapes and names, by the allocator's count; weights and the
  // values of an evaluation come on top.
  uint64_t program_bytes() const;

  // Evaluates. `inputs` has every input, row-major; `batch` is one that the program takes (any
  // number if its shapes do not depend on a batch). The outputs are valid until the next call.
  // Throws UsageError when the inputs do not fit.
  using Inputs = std::map<std::string, std::span<const float>>;
  using Outputs = std::map<std::string, std::span<const float>>;
  Outputs Run(int64_t batch, const Inputs& inputs);

  // From now on the cost of each step of the program is counted, from zero.
  void StartProfile();
  // Costs since then, in the order of the steps, under the name of a step's first result and its
  // operation's type; empty before.
  std::vector<reference::LayerCost> Profile() const;

 private:
  struct State;
  explicit MilRuntime(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_MIL_RUNTIME_H_
