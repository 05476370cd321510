#ifndef TIDEMARK_HARNESS_REPORT_BACKEND_RECORD_H_
#define TIDEMARK_HARNESS_REPORT_BACKEND_RECORD_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/measure/campaign.h"
#include "harness/measure/statistics.h"
#include "harness/report/output_errors.h"

namespace tidemark::harness {

// One of the devices that evaluated in a run.
struct BackendRecord {
  // "ane", "gpu".
  std::string backend = {};
  // What computed, in words; empty for this processor.
  std::string device = {};
  // "fp16" or "fp32".
  std::string precision = {};
  bool emulated = false;
  // In buffers of the device; absent for one without memory of its own.
  std::optional<uint64_t> device_weight_bytes = {};
  std::optional<uint64_t> device_activation_bytes = {};
  // Those buffers are in the process's own memory.
  bool unified_memory = false;
  // Wall time of one evaluation, over all samples that ended well.
  std::optional<Summary> evaluate_s = {};
  // Against the reference, then against each device before this one. Empty where nothing was
  // compared.
  std::vector<OutputErrors> errors = {};
};

// The devices of a measured cell, in their order.
std::vector<BackendRecord> BackendsOf(const MeasuredCell& measured);

// The errors against the reference that come closest to KataGo's limits, relative to them; null
// where there are none.
const OutputErrors* WorstOf(std::span<const BackendRecord> backends);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_BACKEND_RECORD_H_
