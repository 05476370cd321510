#include "harness/measure/growth.h"

#include <utility>

#include "harness/measure/statistics.h"

namespace tidemark::harness {
namespace {

// 2,016 pairs: small beside what is measured.
constexpr size_t kMaxReadings = 64;

// Drops every second value, the first stays.
void Thin(std::vector<double>& values) {
  for (size_t i = 0; 2 * i < values.size(); ++i) values[i] = values[2 * i];
  values.resize((values.size() + 1) / 2);
}

}  // namespace

std::optional<double> TheilSenSlope(std::span<const double> x, std::span<const double> y) {
  std::vector<double> slopes;
  for (size_t i = 0; i < x.size(); ++i) {
    for (size_t j = i + 1; j < x.size(); ++j) {
      if (x[i] != x[j]) slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
    }
  }
  if (slopes.empty()) return std::nullopt;
  return Median(std::move(slopes));
}

void GrowthMeter::Add(const MemoryReading& reading) {
  const auto bytes = reading.anon_bytes.has_value() ? reading.anon_bytes : reading.footprint_bytes;
  const uint64_t index = count_++;
  if (!bytes.has_value()) {
    unreadable_ = true;
    return;
  }
  if (index % stride_ != 0) return;
  if (evaluations_.size() == kMaxReadings) {
    Thin(evaluations_);
    Thin(bytes_);
    stride_ *= 2;
    if (index % stride_ != 0) return;
  }
  evaluations_.push_back(static_cast<double>(index));
  bytes_.push_back(static_cast<double>(*bytes));
}

std::optional<double> GrowthMeter::BytesPerEvaluation() const {
  if (evaluations_.size() < kMinReadings) return std::nullopt;
  return TheilSenSlope(evaluations_, bytes_);
}

std::string GrowthMeter::reason() const {
  if (evaluations_.size() >= kMinReadings) return {};
  if (unreadable_) return "the process's memory cannot be read";
  return "growth needs at least " + std::to_string(kMinReadings) + " evaluations, and there were " +
         std::to_string(count_);
}

}  // namespace tidemark::harness
