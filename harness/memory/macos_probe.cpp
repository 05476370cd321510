#if defined(__APPLE__)

#include <libproc.h>
#include <unistd.h>

#include <mach/mach.h>
#include <sys/resource.h>

#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

// macOS has neither a reset of its high-water marks nor a documented split of the resident set
// into anonymous and file-backed pages: those values stay absent, and phys_footprint (dirty,
// compressed and IOKit memory, the figure that jetsam compares) takes the place of both.
class MacProbe : public ProcessProbe {
 public:
  bool ResetPeak() override { return false; }
  bool PeakResettable() override { return false; }
};

class SelfProbe : public MacProbe {
 public:
  MemoryReading Read(ReadCost) override {
    MemoryReading reading;
    task_vm_info_data_t info = {};
    mach_msg_type_number_t count = TASK_VM_INFO_COUNT;
    if (task_info(mach_task_self(), TASK_VM_INFO, reinterpret_cast<task_info_t>(&info), &count) !=
        KERN_SUCCESS) {
      return reading;
    }
    // The structure is packed: its fields are copied, never referred to.
    reading.rss_bytes = static_cast<uint64_t>(info.resident_size);
    reading.peak_rss_bytes = static_cast<uint64_t>(info.resident_size_peak);
    // An older kernel fills in less of it and says how much.
    if (count >= TASK_VM_INFO_REV1_COUNT) {
      reading.footprint_bytes = static_cast<uint64_t>(info.phys_footprint);
    }
    if (count >= TASK_VM_INFO_REV3_COUNT && info.ledger_phys_footprint_peak >= 0) {
      reading.peak_footprint_bytes = static_cast<uint64_t>(info.ledger_phys_footprint_peak);
    }
    return reading;
  }
};

class OtherProbe : public MacProbe {
 public:
  explicit OtherProbe(pid_t pid) : pid_(pid) {}

  MemoryReading Read(ReadCost) override {
    MemoryReading reading;
    rusage_info_v4 info = {};
    if (proc_pid_rusage(pid_, RUSAGE_INFO_V4, reinterpret_cast<rusage_info_t*>(&info)) != 0) {
      return reading;
    }
    reading.rss_bytes = info.ri_resident_size;
    reading.footprint_bytes = info.ri_phys_footprint;
    reading.peak_footprint_bytes = info.ri_lifetime_max_phys_footprint;
    return reading;
  }

 private:
  const pid_t pid_;
};

}  // namespace

std::unique_ptr<ProcessProbe> ProbeSelf() { return std::make_unique<SelfProbe>(); }

std::unique_ptr<ProcessProbe> ProbeProcess(pid_t pid) { return std::make_unique<OtherProbe>(pid); }

}  // namespace tidemark::harness

#endif  // defined(__APPLE__)
