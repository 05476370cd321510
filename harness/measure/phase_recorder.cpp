#include "harness/measure/phase_recorder.h"

#include <algorithm>
#include <ctime>
#include <exception>
#include <stdexcept>
#include <utility>

namespace tidemark::harness {
namespace {

double ProcessCpuSeconds() {
  timespec time = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::optional<uint64_t> Larger(const std::optional<uint64_t>& a, const std::optional<uint64_t>& b) {
  // An absent value compares as smaller than any other.
  return std::max(a, b);
}

// The peak within a phase: the mark at its end, if the mark began with the phase or rose in it.
std::optional<uint64_t> PeakWithin(const std::optional<uint64_t>& begin,
                                   const std::optional<uint64_t>& end, bool reset) {
  if (reset || (begin.has_value() && end > begin)) return end;
  return std::nullopt;
}

}  // namespace

RunningPhase::RunningPhase(PhaseRecorder& recorder, std::string_view name)
    : recorder_(recorder), name_(name) {
  if (recorder_.in_phase_) {
    throw std::logic_error("phase '" + name_ + "' begins before the one before it ended");
  }
  recorder_.in_phase_ = true;
  recorder_.events_.Write(PhaseBegan{.name = name_});
  // What rose between two phases belongs to neither, but to the process.
  begin_ = recorder_.probe_.Read(ReadCost::kCheap);
  recorder_.NotePeaks(begin_);
  reset_ = recorder_.probe_.ResetPeak();
  cpu_begin_s_ = ProcessCpuSeconds();
  wall_begin_ = std::chrono::steady_clock::now();
}

RunningPhase::~RunningPhase() {
  if (ended_) return;
  try {
    recorder_.in_phase_ = false;
    PhaseRecord record = Measure(/*finished=*/false, {});
    recorder_.events_.Write(
        PhaseEnded{std::move(record), recorder_.peak_rss_bytes_, recorder_.peak_footprint_bytes_});
  } catch (const std::exception&) {
    // The exception that ended the phase is the one to be heard.
  }
}

void RunningPhase::End(std::vector<Owner> owners) {
  if (ended_) throw std::logic_error("phase '" + name_ + "' ends twice");
  ended_ = true;
  recorder_.in_phase_ = false;
  PhaseRecord record = Measure(/*finished=*/true, std::move(owners));
  recorder_.events_.Write(
      PhaseEnded{std::move(record), recorder_.peak_rss_bytes_, recorder_.peak_footprint_bytes_});
}

void RunningPhase::StopClocks() {
  if (wall_s_.has_value()) return;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - wall_begin_;
  cpu_s_ = ProcessCpuSeconds() - cpu_begin_s_;
  wall_s_ = wall.count();
}

PhaseRecord RunningPhase::Measure(bool finished, std::vector<Owner> owners) {
  StopClocks();
  const MemoryReading end = recorder_.probe_.Read(ReadCost::kThorough);
  recorder_.NotePeaks(end);
  return {.name = name_,
          .finished = finished,
          .wall_s = wall_s_,
          .cpu_s = cpu_s_,
          .peak_rss_bytes = PeakWithin(begin_.peak_rss_bytes, end.peak_rss_bytes, reset_),
          .peak_footprint_bytes =
              PeakWithin(begin_.peak_footprint_bytes, end.peak_footprint_bytes, false),
          .end = end,
          .owners = std::move(owners)};
}

PhaseRecorder::PhaseRecorder(ProcessProbe& probe, EventSink& events)
    : probe_(probe), events_(events) {}

RunningPhase PhaseRecorder::Begin(std::string_view name) { return RunningPhase(*this, name); }

void PhaseRecorder::NotePeaks(const MemoryReading& reading) {
  peak_rss_bytes_ = Larger(peak_rss_bytes_, reading.peak_rss_bytes);
  peak_footprint_bytes_ = Larger(peak_footprint_bytes_, reading.peak_footprint_bytes);
}

}  // namespace tidemark::harness
