#ifndef TIDEMARK_HARNESS_MEASURE_PROCESS_TREE_H_
#define TIDEMARK_HARNESS_MEASURE_PROCESS_TREE_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include <sys/types.h>

#include "harness/measure/process_list.h"
#include "harness/memory/memory_reading.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {

// What the processes of a tree hold together.
struct TreeReading {
  // Sums over the live processes, without high-water marks. Pages that several of them share count
  // in each. Absent values: there was no process, or one of them does not tell.
  MemoryReading total = {};
  // The largest high-water mark of any one of them.
  std::optional<uint64_t> largest_peak_rss_bytes = {};
  std::optional<uint64_t> largest_peak_footprint_bytes = {};
};

// Every process that descends from this one, also those whose parent has ended: for a program that
// has no children but the ones that it measures.
class ProcessTree {
 public:
  // Looks who is there now.
  void Refresh();
  // The same, unless it was done a moment ago: at most a tenth of the time goes into it.
  // Was it done?
  bool RefreshSparingly();

  // The live processes that the last Refresh() found.
  TreeReading Read(ReadCost cost);
  // Of them and their children that were waited for.
  double CpuSeconds() const;
  // Lowers the high-water mark of each. False if one of them keeps its mark.
  bool ResetPeaks();
  // Refreshes, then sends a signal to each of them.
  void Send(int signal);

  bool empty() const { return members_.empty(); }
  // How many there were in all.
  uint64_t seen() const { return seen_.size(); }
  // A process that Refresh() may have come too late for.
  void Note(pid_t pid) { seen_.insert(pid); }

 private:
  struct Member {
    pid_t parent = -1;
    std::unique_ptr<ProcessProbe> probe;
  };

  OrphanAdoption adoption_;
  std::map<pid_t, Member> members_;
  std::set<pid_t> seen_;
  std::chrono::steady_clock::time_point next_refresh_ = {};
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_PROCESS_TREE_H_
