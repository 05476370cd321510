#ifndef TIDEMARK_HARNESS_MEASURE_PHASE_RECORDER_H_
#define TIDEMARK_HARNESS_MEASURE_PHASE_RECORDER_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/measure/event.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {

class PhaseRecorder;

// A phase that is under way.
class RunningPhase {
 public:
  // Ends the phase as unfinished, unless End() was called: an exception is passing through. What
  // goes wrong while it is reported is swallowed.
  ~RunningPhase();
  RunningPhase(const RunningPhase&) = delete;
  RunningPhase& operator=(const RunningPhase&) = delete;

  // Stops the clocks; what follows up to End() is not timed. Harmless when repeated.
  void StopClocks();

  // Measures and reports the phase; `owners` says who held memory when it held the most. Called
  // once.
  void End(std::vector<Owner> owners = {});

 private:
  friend class PhaseRecorder;
  RunningPhase(PhaseRecorder& recorder, std::string_view name);

  PhaseRecord Measure(bool finished, std::vector<Owner> owners);

  PhaseRecorder& recorder_;
  std::string name_;
  bool ended_ = false;
  // Is the high-water mark the phase's own?
  bool reset_ = false;
  MemoryReading begin_;
  std::chrono::steady_clock::time_point wall_begin_;
  double cpu_begin_s_ = 0;
  // Once the clocks have stopped.
  std::optional<double> wall_s_ = {};
  double cpu_s_ = 0;
};

// Measures the phases of this process, one after the other, and reports each at its end, so that a
// later crash keeps what was measured.
//
// Wall time is of the steady clock, CPU time of all threads of the process. At the beginning of a
// phase the high-water mark is lowered to what is resident; at its end all counters come from one
// reading, and after the clocks have stopped the LazyFree pages are counted, which takes about
// 30 ms per resident GiB. Where the mark cannot be lowered, a phase that raised it has that as its
// peak, and one that did not has none.
//
//   const auto probe = ProbeSelf();
//   PhaseRecorder recorder(*probe, events);
//   {
//     RunningPhase load = recorder.Begin("load");
//     engine.Load(network);
//     load.End({{.name = "weights", .bytes = engine.weight_bytes()}});
//   }
class PhaseRecorder {
 public:
  // Both must outlive the recorder.
  PhaseRecorder(ProcessProbe& probe, EventSink& events);

  // Throws std::logic_error while another phase is under way.
  RunningPhase Begin(std::string_view name);

  // High-water marks of the process's life up to the last edge of a phase.
  const std::optional<uint64_t>& peak_rss_bytes() const { return peak_rss_bytes_; }
  const std::optional<uint64_t>& peak_footprint_bytes() const { return peak_footprint_bytes_; }

 private:
  friend class RunningPhase;

  void NotePeaks(const MemoryReading& reading);

  ProcessProbe& probe_;
  EventSink& events_;
  bool in_phase_ = false;
  std::optional<uint64_t> peak_rss_bytes_;
  std::optional<uint64_t> peak_footprint_bytes_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_PHASE_RECORDER_H_
