#include "harness/report/representative_sample.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tidemark::harness {
namespace {

uint64_t PeakOf(const Sample& sample) {
  return sample.peak_footprint_bytes.value_or(sample.peak_rss_bytes.value_or(0));
}

}  // namespace

const Sample* RepresentativeSample(std::span<const Sample> samples) {
  std::vector<const Sample*> ended_well;
  for (const Sample& sample : samples) {
    if (sample.exit.status == "ok") ended_well.push_back(&sample);
  }
  if (ended_well.empty()) return nullptr;
  std::stable_sort(ended_well.begin(), ended_well.end(),
                   [](const Sample* a, const Sample* b) { return PeakOf(*a) < PeakOf(*b); });
  return ended_well[(ended_well.size() - 1) / 2];
}

}  // namespace tidemark::harness
