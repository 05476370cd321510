#ifndef TIDEMARK_REFERENCE_EIGEN_TESTS_KERNEL_TEST_SUPPORT_H_
#define TIDEMARK_REFERENCE_EIGEN_TESTS_KERNEL_TEST_SUPPORT_H_

#include <string>

#include <gtest/gtest.h>

#include "reference/eigen/kernel_set.h"

namespace tidemark::reference {

// The kernels of one precision in a set.
template <typename Scalar>
const Kernels<Scalar>& KernelsOf(const KernelSet& set);
template <>
inline const Kernels<float>& KernelsOf<float>(const KernelSet& set) {
  return set.float32;
}
template <>
inline const Kernels<double>& KernelsOf<double>(const KernelSet& set) {
  return set.float64;
}

// Runs each test once for every instruction set that this CPU supports.
class EveryKernelSet : public ::testing::TestWithParam<const KernelSet*> {};

inline std::string InstructionSetName(const ::testing::TestParamInfo<const KernelSet*>& info) {
  std::string name = info.param->instruction_set;
  for (char& letter : name) {
    if (letter == '-') letter = '_';
  }
  return name;
}

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_TESTS_KERNEL_TEST_SUPPORT_H_
