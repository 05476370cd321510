#ifndef TIDEMARK_HARNESS_MEMORY_PROC_TEXT_H_
#define TIDEMARK_HARNESS_MEMORY_PROC_TEXT_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "harness/memory/memory_reading.h"

namespace tidemark::harness {

// Reads the text of Linux's /proc/<pid>/status (proc_pid_status(5)): VmHWM, VmRSS, RssAnon,
// RssFile, RssShmem and VmSwap. A line that is missing or damaged leaves its value absent; a
// zombie, which has no memory any more, leaves them all absent.
MemoryReading ParseProcStatus(std::string_view text);

// The LazyFree line of /proc/<pid>/smaps_rollup (proc_pid_smaps(5)), in bytes.
std::optional<uint64_t> ParseLazyFree(std::string_view text);

// Where the heap begins that brk() grows: `start_brk` of the text of /proc/<pid>/stat
// (proc_pid_stat(5)), whose second field may hold blanks. Absent where it is 0 or missing.
std::optional<uint64_t> ParseStartOfHeap(std::string_view text);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_PROC_TEXT_H_
