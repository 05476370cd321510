#include "reference/eigen/kernel_set.h"

#include <array>

namespace tidemark::reference {

#if defined(__x86_64__)

namespace kernels_v2 {
extern const KernelSet kKernelSet;
}
namespace kernels_v3 {
extern const KernelSet kKernelSet;
}
namespace kernels_v4 {
extern const KernelSet kKernelSet;
}

namespace {

constexpr std::array<const KernelSet*, 3> kSets = {&kernels_v2::kKernelSet, &kernels_v3::kKernelSet,
                                                   &kernels_v4::kKernelSet};

// The levels are more than these, but no CPU has them and lacks the rest.
bool HasV3() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

bool HasV4() {
  return HasV3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}

}  // namespace

std::span<const KernelSet* const> SupportedKernelSets() {
  static const size_t count = HasV4() ? 3 : HasV3() ? 2 : 1;
  return std::span(kSets).first(count);
}

#else

namespace kernels_native {
extern const KernelSet kKernelSet;
}

std::span<const KernelSet* const> SupportedKernelSets() {
  static constexpr std::array<const KernelSet*, 1> kSets = {&kernels_native::kKernelSet};
  return kSets;
}

#endif

const KernelSet& BestKernelSet() { return *SupportedKernelSets().back(); }

const ProductKernel& Products() { return *BestKernelSet().product; }

}  // namespace tidemark::reference
