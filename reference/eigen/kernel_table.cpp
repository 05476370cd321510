#include "reference/eigen/kernels.h"

namespace tidemark::reference::TIDEMARK_KERNELS {

constinit const KernelSet kKernelSet = {.instruction_set = TIDEMARK_INSTRUCTION_SET,
                                        .float32 = {.gemm = Gemm<float>,
                                                    .affine_activate = AffineActivate<float>,
                                                    .sum = Sum<float>,
                                                    .masked_max = MaskedMax<float>},
                                        .float64 = {.gemm = Gemm<double>,
                                                    .affine_activate = AffineActivate<double>,
                                                    .sum = Sum<double>,
                                                    .masked_max = MaskedMax<double>},
                                        .product = &kProductKernel};

}  // namespace tidemark::reference::TIDEMARK_KERNELS
