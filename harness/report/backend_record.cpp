#include "harness/report/backend_record.h"

#include <algorithm>

#include "converter/convert.h"

namespace tidemark::harness {
namespace {

constexpr char kReference[] = "eigen";
constexpr char kHalf[] = "fp16";

BackendRecord* Find(std::vector<BackendRecord>& records, const std::string& backend) {
  const auto found = std::ranges::find(records, backend, &BackendRecord::backend);
  return found != records.end() ? &*found : nullptr;
}

double ClosenessOf(const OutputErrors& errors) {
  if (!errors.katago.has_value()) return 0;
  return std::max(errors.katago->closest_p99.ratio, errors.katago->closest_max.ratio);
}

}  // namespace

std::vector<BackendRecord> BackendsOf(const MeasuredCell& measured) {
  std::vector<BackendRecord> records;
  for (const CellRun& run : measured.runs) {
    for (const BackendFacts& facts : run.backends) {
      if (Find(records, facts.backend) != nullptr) continue;
      records.push_back({.backend = facts.backend,
                         .device = facts.device,
                         .precision = facts.precision,
                         .emulated = facts.emulated});
    }
  }
  for (BackendRecord& record : records) {
    std::vector<double> times;
    for (const CellRun& run : measured.runs) {
      for (const BackendUse& use : run.uses) {
        if (use.backend != record.backend) continue;
        if (use.memory.has_value()) {
          record.device_weight_bytes = use.memory->weight_bytes;
          record.device_activation_bytes = use.memory->activation_bytes;
          record.unified_memory = use.memory->in_process;
        }
        if (run.sample.exit.status != "ok") continue;
        times.insert(times.end(), use.evaluate_s.begin(), use.evaluate_s.end());
      }
    }
    record.evaluate_s = Summarise(times);
  }
  for (const MeasuredPair& pair : measured.errors) {
    BackendRecord* const record = Find(records, pair.backend);
    if (record == nullptr) continue;
    // Two devices cannot be expected to agree better than the less precise of them is right.
    const BackendRecord* const other = Find(records, pair.reference);
    const bool half = record->precision == kHalf || (other != nullptr && other->precision == kHalf);
    const auto precision = half ? converter::Precision::kFloat16 : converter::Precision::kFloat32;
    record->errors.push_back(OutputErrorsFrom(pair.error.statistics, pair.reference,
                                              pair.error.raw_max_abs,
                                              reference::LimitSetOf(precision)));
  }
  return records;
}

const OutputErrors* WorstOf(std::span<const BackendRecord> backends) {
  const OutputErrors* worst = nullptr;
  for (const BackendRecord& record : backends) {
    for (const OutputErrors& errors : record.errors) {
      if (errors.reference != kReference) continue;
      if (worst == nullptr || ClosenessOf(errors) > ClosenessOf(*worst)) worst = &errors;
    }
  }
  return worst;
}

}  // namespace tidemark::harness
