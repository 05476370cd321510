#include "harness/report/resident.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "harness/report/representative_sample.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr uint64_t kLeast = uint64_t{1} << 20;

}  // namespace

std::vector<Resident> ResidentsOf(const Report& report) {
  std::vector<Resident> residents;
  for (const RunRecord& run : report.runs) {
    const Sample* const sample = RepresentativeSample(run.samples);
    if (sample == nullptr) continue;
    const auto idle = std::ranges::find(sample->phases, "idle", &PhaseRecord::name);
    if (idle == sample->phases.end()) continue;
    Resident& resident = residents.emplace_back();
    resident.run = run.id;
    std::ranges::copy_if(idle->owners, std::back_inserter(resident.owners),
                         [](const Owner& owner) { return owner.bytes >= kLeast; });
    std::ranges::stable_sort(resident.owners, std::ranges::greater{}, &Owner::bytes);
    for (const InactiveLever& inactive : run.inactive_levers) {
      resident.why +=
          (resident.why.empty() ? "" : "; ") + inactive.lever + " does nothing: " + inactive.reason;
    }
  }
  return residents;
}

std::string OwnersText(const Resident& resident) {
  std::string text;
  for (const Owner& owner : resident.owners) {
    text +=
        (text.empty() ? "" : ", ") + owner.name + " " + BytesText(static_cast<double>(owner.bytes));
  }
  return text;
}

}  // namespace tidemark::harness
