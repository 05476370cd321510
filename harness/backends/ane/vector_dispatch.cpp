#include <string_view>

#include "harness/backends/ane/vector_kernels.h"
#include "reference/eigen/gemm.h"

namespace tidemark::harness::ane {

#if defined(__x86_64__)

namespace kernels_v2 {
extern const VectorKernels kVectorKernels;
}
namespace kernels_v3 {
extern const VectorKernels kVectorKernels;
}

namespace kernels_v4 {
extern const VectorKernels kVectorKernels;
}

const VectorKernels& Vectors() {
  static const VectorKernels& best = []() -> const VectorKernels& {
    const std::string_view set = reference::GemmInstructionSet();
    if (set == kernels_v4::kVectorKernels.instruction_set) return kernels_v4::kVectorKernels;
    if (set == kernels_v3::kVectorKernels.instruction_set) return kernels_v3::kVectorKernels;
    return kernels_v2::kVectorKernels;
  }();
  return best;
}

#else

namespace kernels_native {
extern const VectorKernels kVectorKernels;
}

const VectorKernels& Vectors() { return kernels_native::kVectorKernels; }

#endif

}  // namespace tidemark::harness::ane
