#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_KERNEL_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_KERNEL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "harness/backends/ane/element_type.h"
#include "harness/backends/ane/elementwise.h"
#include "harness/backends/ane/shape.h"
#include "reference/eigen/worker_pool.h"

namespace tidemark::harness::ane {

// Every element takes four bytes in memory: a floating one is a float32, whose value is a half's
// where the type is FLOAT16; INT32 and BOOL are int32.
inline constexpr size_t kCellBytes = 4;

// Elements that a worker computes at a time where threads share a large tensor.
inline constexpr size_t kSharedElements = 8192;

// A tensor that a kernel reads.
struct Operand {
  ElementType type = ElementType::kFloat32;
  Extents extents = {};
  // Null if the tensor is a constant held as halves.
  const void* cells = nullptr;
  const uint16_t* halves = nullptr;

  const float* floats() const { return static_cast<const float*>(cells); }
  const int32_t* ints() const { return static_cast<const int32_t*>(cells); }
  const std::byte* bytes() const { return static_cast<const std::byte*>(cells); }
};

// A tensor that a kernel writes, all of it.
struct Result {
  ElementType type = ElementType::kFloat32;
  Extents extents = {};
  void* cells = nullptr;

  float* floats() const { return static_cast<float*>(cells); }
  int32_t* ints() const { return static_cast<int32_t*>(cells); }
  std::byte* bytes() const { return static_cast<std::byte*>(cells); }
  // Values are rounded to half precision as they are stored.
  bool rounds() const { return type == ElementType::kFloat16; }
};

// Sizes that a kernel may base its need of scratch memory on, and its count of operations.
struct StepSizes {
  std::span<const Operand> inputs;
  std::span<const Result> outputs;
  int threads = 1;
};

// All that one execution of a kernel works with.
struct StepArguments {
  std::span<const Operand> inputs;
  std::span<const Result> outputs;
  // N: what the sizes in the batch stand for.
  int64_t batch = 1;
  // As much as ScratchFloats() asked for.
  std::span<float> scratch;
  reference::WorkerPool& workers;

  // Calls work(part, worker) for every part below `parts`, shared among the workers; no two parts
  // run at once with the same `worker`.
  template <typename Work>
  void Share(size_t parts, const Work& work) const {
    workers.Run(static_cast<int>(parts), [&work](int part, int worker) {
      work(static_cast<size_t>(part), static_cast<size_t>(worker));
    });
  }

  // Calls work(first, last, worker) for every run of `size` among `count` elements; the last may be
  // shorter. Runs do not depend on the number of workers.
  template <typename Work>
  void ShareRange(size_t count, size_t size, const Work& work) const {
    Share((count + size - 1) / size, [&](size_t part, size_t worker) {
      work(part * size, count - part * size < size ? count : (part + 1) * size, worker);
    });
  }
};

// The arithmetic of one operation of a program, its constant parameters already resolved.
class Kernel {
 public:
  virtual ~Kernel() = default;

  // Computes every output. Results must not depend on the number of threads, nor those of one
  // position of the batch on the others.
  virtual void Run(const StepArguments& step) const = 0;

  virtual size_t ScratchFloats(const StepSizes&) const { return 0; }

  // Multiplications and additions of a product as it is defined, whatever Run() saves of them; 0
  // where the operation is none.
  virtual double Operations(const StepSizes&) const { return 0; }

  // Input `i` may be a constant held as halves; otherwise it is widened first.
  virtual bool TakesHalves(size_t) const { return false; }

  // Output 0 may lie in the memory of input `i` if the two have one shape: each element is read
  // before its place is written.
  virtual bool InPlace(size_t) const { return false; }

  // What it does to its inputs, in their order, if that is elementwise and all are floating.
  virtual std::optional<Elementwise> AsElementwise() const { return std::nullopt; }

  // A product of matrices, of one result, worth doing other things to before it is stored.
  virtual bool IsProduct() const { return false; }
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_KERNEL_H_
