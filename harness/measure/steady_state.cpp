#include "harness/measure/steady_state.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "converter/io/interrupt.h"

namespace tidemark::harness {
namespace {

constexpr size_t kMinReadings = 5;

// Slope of the least-squares line, in bytes per second; 0 if all readings are of one moment.
double Slope(std::span<const TimedBytes> readings) {
  const auto count = static_cast<double>(readings.size());
  double mean_time = 0;
  double mean_bytes = 0;
  for (const TimedBytes& reading : readings) {
    mean_time += reading.time_s / count;
    mean_bytes += reading.bytes / count;
  }
  double covariance = 0;
  double variance = 0;
  for (const TimedBytes& reading : readings) {
    const double time = reading.time_s - mean_time;
    covariance += time * (reading.bytes - mean_bytes);
    variance += time * time;
  }
  return variance > 0 ? covariance / variance : 0;
}

std::optional<uint64_t> Watched(const MemoryReading& reading) {
  return reading.anon_bytes.has_value() ? reading.anon_bytes : reading.footprint_bytes;
}

}  // namespace

bool OnPlateau(std::span<const TimedBytes> readings, const SteadyOptions& options) {
  if (readings.empty()) return false;
  const double now = readings.back().time_s;
  if (now - readings.front().time_s < std::max(options.min_wait_s, options.window_s)) return false;
  const auto outside = [&](const TimedBytes& reading) {
    return reading.time_s < now - options.window_s;
  };
  const auto first = std::find_if_not(readings.begin(), readings.end(), outside);
  const auto window = readings.subspan(static_cast<size_t>(first - readings.begin()));
  if (window.size() < kMinReadings) return false;
  return std::abs(Slope(window)) * options.window_s <= options.max_drift_bytes;
}

SteadyState MeasureSteadyState(ProcessProbe& probe, const SteadyOptions& options, Clock& clock,
                               const std::function<bool()>& trim) {
  SteadyState state;
  const double begin = clock.Now();
  std::vector<TimedBytes> readings;
  for (;;) {
    ThrowIfInterrupted();
    state.waited_s = clock.Now() - begin;
    if (const auto bytes = Watched(probe.Read(ReadCost::kCheap)); bytes.has_value()) {
      readings.push_back({.time_s = state.waited_s, .bytes = static_cast<double>(*bytes)});
    }
    state.plateau = OnPlateau(readings, options);
    if (state.plateau || state.waited_s >= options.max_wait_s) break;
    clock.Sleep(options.interval_s);
  }
  state.as_is = probe.Read(ReadCost::kThorough);
  if (trim()) state.trimmed = probe.Read(ReadCost::kThorough);
  return state;
}

}  // namespace tidemark::harness
