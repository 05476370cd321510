#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_FUSED_KERNEL_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_FUSED_KERNEL_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "harness/backends/ane/broadcast.h"
#include "harness/backends/ane/elementwise.h"
#include "harness/backends/ane/kernel.h"

namespace tidemark::harness::ane {

// Several operations as one step: a product, perhaps, and elementwise operations of one shape, that
// of the result. Those are done chunk by chunk, one after the other, so that what is between them
// stays in the first cache and takes no place in the arena. Each rounds its result as it would by
// itself.
class FusedKernel final : public Kernel {
 public:
  // An operand of one of the operations.
  struct Source {
    enum class Kind {
      kInput,    // an input of the step
      kProduct,  // the result of the product
      kSlot,     // an earlier result
    };
    Kind kind = Kind::kInput;
    size_t index = 0;
  };
  struct Operation {
    Elementwise elementwise = {};
    Source x = {};
    Source y = {};
    bool rounds = false;
    // The slot of the result, which may be that of an operand. The result of the last operation is
    // that of the step.
    size_t slot = 0;
  };
  // The operation that comes first, if it is not elementwise: it reads the first `inputs` inputs of
  // the step.
  struct Product {
    std::unique_ptr<Kernel> kernel = {};
    size_t inputs = 0;
    ElementType type = ElementType::kFloat32;
  };

  FusedKernel(Product product, std::vector<Operation> operations, size_t slots);

  void Run(const StepArguments& step) const override;
  size_t ScratchFloats(const StepSizes& sizes) const override;
  double Operations(const StepSizes& sizes) const override;
  bool TakesHalves(size_t input) const override;
  bool InPlace(size_t input) const override;

 private:
  // Calls `action` with the sizes of the product alone.
  template <typename Action>
  auto WithProduct(const StepSizes& sizes, const Action& action) const;
  void RunChunk(const StepArguments& step, const std::vector<BroadcastRows>& rows, size_t first,
                size_t last, float* slots) const;

  Product product_;
  std::vector<Operation> operations_;
  size_t slots_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_FUSED_KERNEL_H_
