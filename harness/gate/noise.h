#ifndef TIDEMARK_HARNESS_GATE_NOISE_H_
#define TIDEMARK_HARNESS_GATE_NOISE_H_

#include <optional>
#include <string>
#include <vector>

#include "harness/gate/baseline_record.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// Gathers runs of one build and tells how far its figures move by themselves. Only the medians of
// each run are kept.
class NoiseMeter {
 public:
  // Throws UsageError for a report that differs from the first in anything but its figures, its
  // build included, that was made with --quick, or in which a process did not end well.
  void Add(const Report& report, const std::string& name);

  // Throws UsageError for fewer than two runs.
  NoiseRecord Record() const;

 private:
  struct Medians {
    std::string cell;
    std::string metric;
    std::vector<double> values;
  };

  // The first report, without its samples.
  std::optional<Report> first_;
  std::vector<Medians> medians_;
  size_t runs_ = 0;
};

// The absolute floor that keeps `sigmas` of this noise from failing a gate, rounded up to 64 KiB.
uint64_t SuggestedFloor(const NoiseFigure& noise, double sigmas);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_GATE_NOISE_H_
