#ifndef TIDEMARK_HARNESS_MEASURE_COMMAND_REPEATS_H_
#define TIDEMARK_HARNESS_MEASURE_COMMAND_REPEATS_H_

#include <functional>
#include <string>
#include <vector>

#include "harness/measure/measured_command.h"

namespace tidemark::harness {

struct RepeatOptions {
  int repeats = 5;
  // Runs before the measured ones, whose figures are dropped.
  int warmup = 0;
  // A line for sh that is run before every run, warm-up or not; none if empty.
  std::string prepare = {};
};

// Told what is going on.
struct RepeatObserver {
  std::function<void(const std::string&)> begin_run = {};
  std::function<void(const std::string&)> phase = {};
};

// Measures a command several times, each time with processes of its own. Throws MeasurementError
// when what prepares a run fails, InterruptedError, and what MeasureCommand() throws.
std::vector<Sample> MeasureRepeatedly(const CommandOptions& options, const RepeatOptions& repeats,
                                      const RepeatObserver& observer);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_COMMAND_REPEATS_H_
