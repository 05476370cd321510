#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_TESTS_GPU_OR_SKIP_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_TESTS_GPU_OR_SKIP_H_

#include <string>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/fixtures.h"
#include "harness/backends/gpu/module_library.h"

namespace tidemark::testing {

// Why nothing can be evaluated on a GPU here; empty where it can.
inline std::string WhyNoGpu() {
  try {
    harness::gpu::Devices();
    return "";
  } catch (const MeasurementError& error) {
    return error.what();
  }
}

}  // namespace tidemark::testing

// Skips a test where there is no OpenCL device; where fixtures are required, one is too.
#define TIDEMARK_GPU_OR_SKIP()                                     \
  if (const std::string why = testing::WhyNoGpu(); !why.empty()) { \
    if (::tidemark::testing::FixturesRequired()) FAIL() << why;    \
    GTEST_SKIP() << why;                                           \
  }

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_TESTS_GPU_OR_SKIP_H_
