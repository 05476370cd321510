#include "harness/measure/timeline_sampler.h"

#include <algorithm>

namespace tidemark::harness {

TimelineSampler::TimelineSampler(double interval_s, size_t max_points)
    : interval_s_(interval_s), max_points_(max_points) {}

double TimelineSampler::next_due_s() const {
  return static_cast<double>(points_.size()) * interval_s_;
}

void TimelineSampler::Add(double time_s, const MemoryReading& reading) {
  if (!reading.rss_bytes.has_value()) return;
  peak_rss_bytes_ = std::max({peak_rss_bytes_, reading.peak_rss_bytes, reading.rss_bytes});
  peak_footprint_bytes_ =
      std::max({peak_footprint_bytes_, reading.peak_footprint_bytes, reading.footprint_bytes});

  while (time_s >= interval_s_ * static_cast<double>(max_points_)) Halve();
  const auto index =
      std::min(static_cast<size_t>(std::max(time_s, 0.0) / interval_s_), max_points_ - 1);
  const Point point = {.rss_bytes = *reading.rss_bytes,
                       .anon_bytes = reading.anon_bytes,
                       .footprint_bytes = reading.footprint_bytes};
  while (points_.size() < index) {
    // There is nothing to repeat before the first reading, which then stands for what came before.
    points_.push_back(points_.empty() ? point : points_.back());
    points_.back().repeated = true;
  }
  if (points_.size() == index) {
    points_.push_back(point);
  } else if (point.rss_bytes > points_[index].rss_bytes) {
    points_[index] = point;
  }
}

void TimelineSampler::Halve() {
  for (size_t i = 0; i < points_.size(); i += 2) {
    Point point = points_[i];
    if (i + 1 < points_.size()) {
      const Point& next = points_[i + 1];
      const bool repeated = point.repeated && next.repeated;
      if (next.rss_bytes > point.rss_bytes) point = next;
      point.repeated = repeated;
    }
    points_[i / 2] = point;
  }
  points_.resize((points_.size() + 1) / 2);
  interval_s_ *= 2;
}

Timeline TimelineSampler::Finish() const {
  Timeline timeline = {.interval_s = interval_s_};
  const auto has_anon = [](const Point& point) { return point.anon_bytes.has_value(); };
  const auto has_footprint = [](const Point& point) { return point.footprint_bytes.has_value(); };
  const bool anon = std::all_of(points_.begin(), points_.end(), has_anon);
  const bool footprint = std::all_of(points_.begin(), points_.end(), has_footprint);
  for (const Point& point : points_) {
    timeline.rss_bytes.push_back(point.rss_bytes);
    if (anon) timeline.anon_bytes.push_back(*point.anon_bytes);
    if (footprint) timeline.footprint_bytes.push_back(*point.footprint_bytes);
    timeline.repeated_points += point.repeated ? 1 : 0;
  }
  return timeline;
}

}  // namespace tidemark::harness
