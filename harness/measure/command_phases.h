#ifndef TIDEMARK_HARNESS_MEASURE_COMMAND_PHASES_H_
#define TIDEMARK_HARNESS_MEASURE_COMMAND_PHASES_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/measure/process_tree.h"
#include "harness/measure/sample_builder.h"
#include "harness/measure/steady_state.h"

namespace tidemark::harness {

// The phases of a command that knows nothing of them: what its tree of processes held and used in
// each. Times are seconds since the command began.
class CommandPhases {
 public:
  // Told the phases as they begin.
  using OnPhase = std::function<void(const std::string&)>;

  CommandPhases(ProcessTree& tree, OnPhase on_phase);

  // Begins the first phase.
  void Begin(const std::string& name, double time_s);
  // Ends the phase and begins another, unless that is the same one, or there are too many already.
  void MoveOn(const std::string& name, double time_s);
  // Ends the last phase. `exact`: the last marks of every process were taken.
  void End(double time_s, bool finished, bool exact);

  // What the tree holds now.
  void Take(const TreeReading& reading, double time_s);
  // What a process holds at its end.
  void TakeMark(const MemoryReading& reading);

  // The largest high-water mark of one process, and the largest sum that was taken.
  const std::optional<uint64_t>& mark_rss_bytes() const { return mark_; }
  const std::optional<uint64_t>& sampled_rss_bytes() const { return sampled_; }

  // Is the mark that of the last phase?
  bool HoldMark() const { return rss_.phase >= mark_; }

  Sample Finish(int repeat, const ChildResult& child) { return builder_.Finish(repeat, child); }

 private:
  // A figure's largest value, of the phase and of all phases before.
  struct HighWater {
    std::optional<uint64_t> phase = {};
    std::optional<uint64_t> before = {};

    // The phase's own; absent where a mark that was not reset may hide it. Then begins another.
    std::optional<uint64_t> EndPhase(bool known);
  };

  void WatchIdle(const TreeReading& reading, double time_s);
  double CpuSeconds() const;

  ProcessTree& tree_;
  OnPhase on_phase_;
  SampleBuilder builder_;
  const double reaped_before_s_;
  std::string name_;
  size_t count_ = 0;
  double begin_s_ = 0;
  double begin_cpu_s_ = 0;
  // Every mark was reset at the beginning of the phase, or it is the first.
  bool marks_reset_ = true;
  HighWater rss_;
  HighWater footprint_;
  std::optional<uint64_t> mark_;
  std::optional<uint64_t> sampled_;
  MemoryReading last_;
  std::vector<TimedBytes> idle_;
  bool steady_ = false;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_COMMAND_PHASES_H_
