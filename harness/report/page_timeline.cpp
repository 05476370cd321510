#include "harness/report/page_timeline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "harness/report/representative_sample.h"
#include "harness/report/timeline_reduction.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using Curve = std::vector<uint64_t>;

constexpr auto kCurves = std::to_array<std::pair<std::string_view, Curve Timeline::*>>({
    {"rss_bytes", &Timeline::rss_bytes},
    {"anon_bytes", &Timeline::anon_bytes},
    {"footprint_bytes", &Timeline::footprint_bytes},
});

// Nobody sees microseconds in a picture of seconds.
double Rounded(double seconds) { return std::round(seconds * 1e4) / 1e4; }

Json PhasesOf(const std::vector<PhaseRecord>& phases, double timeline_end) {
  Json list = Json::array();
  double start = 0;
  for (const PhaseRecord& phase : phases) {
    const double end = phase.wall_s.has_value() ? start + *phase.wall_s : timeline_end;
    Json json = {{"name", phase.name}, {"start_s", Rounded(start)}, {"end_s", Rounded(end)}};
    json["peak_rss_bytes"] =
        phase.peak_rss_bytes.has_value() ? Json(*phase.peak_rss_bytes) : Json();
    list.push_back(std::move(json));
    start = end;
  }
  return list;
}

}  // namespace

Json PageTimeline(std::span<const Sample> samples, size_t most_points) {
  const Sample* sample = RepresentativeSample(samples);
  if (sample == nullptr) return nullptr;
  const Timeline& timeline = sample->timeline;
  std::vector<std::span<const uint64_t>> curves;
  for (const auto& [key, curve] : kCurves) {
    if (!(timeline.*curve).empty()) curves.emplace_back(timeline.*curve);
  }
  if (curves.empty()) return nullptr;

  const size_t points = curves.front().size();
  const double end = static_cast<double>(points) * timeline.interval_s;
  Json json = {{"repeat", sample->repeat},
               {"recorded_points", points},
               {"end_s", Rounded(end)},
               {"times_s", Json::array()}};
  const std::vector<size_t> kept = ReduceTimeline(curves, most_points);
  for (const size_t index : kept) {
    json["times_s"].push_back(Rounded(static_cast<double>(index) * timeline.interval_s));
  }
  for (const auto& [key, curve] : kCurves) {
    Json& values = json[std::string(key)];
    if ((timeline.*curve).empty()) continue;
    values = Json::array();
    for (const size_t index : kept) values.push_back((timeline.*curve)[index]);
  }
  json["phases"] = PhasesOf(sample->phases, end);
  return json;
}

}  // namespace tidemark::harness
