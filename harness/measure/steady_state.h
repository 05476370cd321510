#ifndef TIDEMARK_HARNESS_MEASURE_STEADY_STATE_H_
#define TIDEMARK_HARNESS_MEASURE_STEADY_STATE_H_

#include <functional>
#include <span>

#include "harness/measure/clock.h"
#include "harness/measure/event.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {

struct SteadyOptions {
  // Nothing is decided before: memory often rests on a shoulder before it falls further.
  double min_wait_s = 0.5;
  // Waiting ends here, plateau or not.
  double max_wait_s = 5;
  // The plateau has to be this long, ...
  double window_s = 0.3;
  // ... and the line through it may rise or fall by this much from end to end. The default is above
  // the error of the kernel's page counters (64 pages per thread on Linux before 6.2).
  double max_drift_bytes = 256 * 1024;
  // Between two readings.
  double interval_s = 0.01;
};

// A reading at a moment.
struct TimedBytes {
  double time_s = 0;
  double bytes = 0;
};

// Has memory come to rest? Takes readings in order of time, of which the last `window_s` seconds
// decide: they must hold at least 5 readings, and the least-squares line through them may change by
// at most `max_drift_bytes` over the window. False before `min_wait_s` after the first reading.
bool OnPlateau(std::span<const TimedBytes> readings, const SteadyOptions& options);

// Waits for a process that has nothing to do to come to rest, and reads its memory as it stands and
// again after `trim`, which returns false if it can do nothing. What is watched is anonymous memory
// or, where the system does not tell it, the footprint. Throws InterruptedError on a signal.
//
//   SystemClock clock;
//   events.Write(MeasureSteadyState(*probe, options, clock, TrimAllocator));
SteadyState MeasureSteadyState(ProcessProbe& probe, const SteadyOptions& options, Clock& clock,
                               const std::function<bool()>& trim);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_STEADY_STATE_H_
