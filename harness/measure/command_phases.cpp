#include "harness/measure/command_phases.h"

#include <algorithm>
#include <utility>

#include <sys/resource.h>

#include "harness/measure/phase_lines.h"

namespace tidemark::harness {
namespace {

// Fewer than SampleBuilder takes.
constexpr size_t kMaxPhases = 255;
constexpr size_t kMaxIdleReadings = 4096;

double SecondsIn(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// Of all processes that were reaped here, and those that they had reaped.
double ReapedCpuSeconds() {
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  return SecondsIn(usage.ru_utime) + SecondsIn(usage.ru_stime);
}

}  // namespace

std::optional<uint64_t> CommandPhases::HighWater::EndPhase(bool known) {
  const std::optional<uint64_t> own = std::exchange(phase, std::nullopt);
  const bool raised = own > before;
  before = std::max(before, own);
  return known || raised ? own : std::nullopt;
}

CommandPhases::CommandPhases(ProcessTree& tree, OnPhase on_phase)
    : tree_(tree), on_phase_(std::move(on_phase)), reaped_before_s_(ReapedCpuSeconds()) {}

double CommandPhases::CpuSeconds() const {
  return ReapedCpuSeconds() - reaped_before_s_ + tree_.CpuSeconds();
}

void CommandPhases::Begin(const std::string& name, double time_s) {
  name_ = name;
  ++count_;
  begin_s_ = time_s;
  begin_cpu_s_ = CpuSeconds();
  idle_.clear();
  builder_.Take(PhaseBegan{.name = name});
  if (on_phase_) on_phase_(name);
}

void CommandPhases::MoveOn(const std::string& name, double time_s) {
  if (name == name_ || count_ == kMaxPhases) return;
  tree_.Refresh();
  Take(tree_.Read(ReadCost::kCheap), time_s);
  End(time_s, true, true);
  marks_reset_ = tree_.ResetPeaks();
  Begin(name, time_s);
}

void CommandPhases::End(double time_s, bool finished, bool exact) {
  const bool known = marks_reset_ && exact;
  PhaseEnded ended = {.phase = {.name = name_,
                                .finished = finished,
                                .wall_s = std::max(time_s - begin_s_, 0.0),
                                .cpu_s = std::max(CpuSeconds() - begin_cpu_s_, 0.0),
                                .peak_rss_bytes = rss_.EndPhase(known),
                                .peak_footprint_bytes = footprint_.EndPhase(known),
                                .end = last_}};
  ended.process_peak_rss_bytes = rss_.before;
  ended.process_peak_footprint_bytes = footprint_.before;
  builder_.Take(ended);
}

void CommandPhases::Take(const TreeReading& reading, double time_s) {
  // The tree has ended.
  if (!reading.total.rss_bytes.has_value()) return;
  last_ = reading.total;
  mark_ = std::max(mark_, reading.largest_peak_rss_bytes);
  sampled_ = std::max(sampled_, reading.total.rss_bytes);
  rss_.phase = std::max({rss_.phase, reading.largest_peak_rss_bytes, reading.total.rss_bytes});
  footprint_.phase = std::max(
      {footprint_.phase, reading.largest_peak_footprint_bytes, reading.total.footprint_bytes});
  if (name_ == kIdlePhase && !steady_) WatchIdle(reading, time_s);
}

void CommandPhases::TakeMark(const MemoryReading& reading) {
  mark_ = std::max(mark_, reading.peak_rss_bytes);
  rss_.phase = std::max(rss_.phase, reading.peak_rss_bytes);
  footprint_.phase = std::max(footprint_.phase, reading.peak_footprint_bytes);
}

// As MeasureSteadyState() does it in a process of our own, as far as that can be done from outside.
void CommandPhases::WatchIdle(const TreeReading& reading, double time_s) {
  const std::optional<uint64_t>& watched = reading.total.anon_bytes.has_value()
                                               ? reading.total.anon_bytes
                                               : reading.total.footprint_bytes;
  if (!watched.has_value()) return;
  const SteadyOptions options;
  idle_.push_back({.time_s = time_s, .bytes = static_cast<double>(*watched)});
  if (OnPlateau(idle_, options)) {
    steady_ = true;
    builder_.Take(SteadyState{.plateau = true,
                              .waited_s = time_s - begin_s_,
                              .as_is = tree_.Read(ReadCost::kThorough).total});
  } else if (idle_.size() > kMaxIdleReadings) {
    // The first one tells how long it has lasted; of the rest only the last ones count.
    idle_.erase(idle_.begin() + 1, idle_.begin() + kMaxIdleReadings / 2);
  }
}

}  // namespace tidemark::harness
