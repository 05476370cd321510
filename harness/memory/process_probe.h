#ifndef TIDEMARK_HARNESS_MEMORY_PROCESS_PROBE_H_
#define TIDEMARK_HARNESS_MEMORY_PROCESS_PROBE_H_

#include <memory>

#include <sys/types.h>

#include "harness/memory/memory_reading.h"

namespace tidemark::harness {

// What one reading may cost.
enum class ReadCost {
  // One read of one small kernel file: about 25 us for a process of any size.
  kCheap,
  // Adds lazyfree_bytes, for which the kernel walks every page: about 30 ms per resident GiB. For
  // phase edges, never for a timeline.
  kThorough,
};

// The memory of one process, this one or another.
//
//   Linux: /proc/<pid>/status, all values from one read, so that the high-water mark is never
//   below the resident set beside it. getrusage() is not used: its ru_maxrss is inherited from the
//   parent across exec.
//   macOS: TASK_VM_INFO for this process, proc_pid_rusage() for another.
class ProcessProbe {
 public:
  virtual ~ProcessProbe() = default;

  // Values that cannot be had are absent: all of them once the process was reaped, and on Linux
  // from the moment at which it ended.
  virtual MemoryReading Read(ReadCost cost) = 0;

  // Lowers the high-water mark to what is resident now. False, with nothing changed, where the
  // system does not let it.
  virtual bool ResetPeak() = 0;

  // Would ResetPeak() succeed? Changes nothing.
  virtual bool PeakResettable() = 0;
};

std::unique_ptr<ProcessProbe> ProbeSelf();

// `pid` must not have been reaped while the probe is used, or it may be somebody else's by then.
std::unique_ptr<ProcessProbe> ProbeProcess(pid_t pid);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_PROCESS_PROBE_H_
