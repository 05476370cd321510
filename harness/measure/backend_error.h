#ifndef TIDEMARK_HARNESS_MEASURE_BACKEND_ERROR_H_
#define TIDEMARK_HARNESS_MEASURE_BACKEND_ERROR_H_

#include <filesystem>

#include "harness/measure/measured_model.h"
#include "reference/outputs/error_statistics.h"

namespace tidemark::harness {

// How far a backend is from the Eigen reference, or from another backend, over the measured
// positions.
struct BackendError {
  reference::ErrorStatistics statistics = {};
  // The largest difference of any raw output on the board; infinite where one is not a number.
  double raw_max_abs = 0;
};

// Compares the raw outputs in `outputs` with those in `expected`, both of the measured positions,
// one by one. Throws FormatError when they are not.
BackendError ErrorBetween(const MeasuredModel& model, const std::filesystem::path& inputs,
                          const std::filesystem::path& expected,
                          const std::filesystem::path& outputs);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_BACKEND_ERROR_H_
