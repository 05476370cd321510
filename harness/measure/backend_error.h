#ifndef TIDEMARK_HARNESS_MEASURE_BACKEND_ERROR_H_
#define TIDEMARK_HARNESS_MEASURE_BACKEND_ERROR_H_

#include <filesystem>

#include "harness/measure/measured_model.h"
#include "harness/measure/measured_positions.h"
#include "reference/outputs/error_statistics.h"

namespace tidemark::harness {

// How far a backend is from the Eigen reference over the measured positions.
struct BackendError {
  reference::ErrorStatistics statistics = {};
  // The largest difference of any raw output on the board; infinite where one is not a number.
  double raw_max_abs = 0;
};

// Compares the raw outputs that a process recorded in `outputs` with the reference, position by
// position. Throws FormatError when the two are not over the same positions.
BackendError ErrorAgainstReference(const MeasuredModel& model, const MeasuredPositions& positions,
                                   const std::filesystem::path& outputs);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_BACKEND_ERROR_H_
