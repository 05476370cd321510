#include "reference/eigen/kernels.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

template <typename Scalar>
constexpr Kernels<Scalar> Make() {
  return {.gemm = Gemm<Scalar>,
          .affine_activate = AffineActivate<Scalar>,
          .sums = Sums<Scalar>,
          .maxima = Maxima<Scalar>,
          .square_sums = SquareSums<Scalar>,
          .softmax = Softmax<Scalar>};
}

}  // namespace

constinit const KernelSet kKernelSet = {.instruction_set = TIDEMARK_INSTRUCTION_SET,
                                        .float32 = Make<float>(),
                                        .float64 = Make<double>(),
                                        .product = &kProductKernel,
                                        .winograd2 = &kWinograd2,
                                        .winograd4 = &kWinograd4};

}  // namespace tidemark::reference::TIDEMARK_KERNELS
