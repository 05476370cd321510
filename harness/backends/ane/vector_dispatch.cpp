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

const VectorKernels& Vectors() {
  static const bool has_v3 = reference::GemmInstructionSet() != "x86-64-v2";
  return has_v3 ? kernels_v3::kVectorKernels : kernels_v2::kVectorKernels;
}

#else

namespace kernels_native {
extern const VectorKernels kVectorKernels;
}

const VectorKernels& Vectors() { return kernels_native::kVectorKernels; }

#endif

}  // namespace tidemark::harness::ane
