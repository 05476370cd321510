#ifndef TIDEMARK_HARNESS_MEASURE_MEASURED_POSITIONS_H_
#define TIDEMARK_HARNESS_MEASURE_MEASURED_POSITIONS_H_

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "harness/measure/measured_model.h"
#include "harness/scenario/plan.h"

namespace tidemark::harness {

// The positions of a scenario as recorded cases, all over the scenario's board.
struct MeasuredPositions {
  // Inputs, in the order in which they are evaluated.
  std::filesystem::path inputs = {};
  // The same with the outputs of the Eigen reference.
  std::filesystem::path reference = {};
  size_t count = 0;
  // Positions on boards that are larger, and recorded cases over buffers of another size.
  size_t skipped = 0;
  // What was guessed or passed over in their files, for people.
  std::vector<std::string> warnings = {};
};

// Encodes the positions, or takes recorded cases, into `work_directory` and has the reference
// computed by a process of its own, or takes it from the cache, where it is kept by the content of
// network and inputs. Throws MeasurementError when no position fits the scenario's board.
MeasuredPositions PreparePositions(const Plan& plan, const MeasuredModel& model,
                                   const std::filesystem::path& work_directory);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_MEASURED_POSITIONS_H_
