#include "harness/measure/process_tree.h"

#include <algorithm>
#include <csignal>
#include <ctime>

namespace tidemark::harness {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr double kShareOfTime = 10;

// On a busy machine time passes that nobody spent.
double OwnCpuSeconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Adds up one figure of the processes of a tree: what one of them does not tell is not known of
// the whole.
void Add(const MemoryReading& reading, bool first, std::optional<uint64_t> MemoryReading::*figure,
         MemoryReading& total) {
  const std::optional<uint64_t>& value = reading.*figure;
  std::optional<uint64_t>& sum = total.*figure;
  if (first) {
    sum = value;
  } else if (sum.has_value() && value.has_value()) {
    *sum += *value;
  } else {
    sum.reset();
  }
}

}  // namespace

void ProcessTree::Refresh() {
  const double begin_s = OwnCpuSeconds();
  std::map<pid_t, Member> members;
  for (const ListedProcess& process : ListDescendants()) {
    const auto known = members_.find(process.pid);
    members[process.pid] = {.parent = process.parent,
                            .probe = known != members_.end() ? std::move(known->second.probe)
                                                             : ProbeProcess(process.pid)};
    seen_.insert(process.pid);
  }
  members_ = std::move(members);
  const std::chrono::duration<double> pause(kShareOfTime * (OwnCpuSeconds() - begin_s));
  next_refresh_ = SteadyClock::now() + std::chrono::duration_cast<SteadyClock::duration>(pause);
}

bool ProcessTree::RefreshSparingly() {
  if (SteadyClock::now() < next_refresh_) return false;
  Refresh();
  return true;
}

TreeReading ProcessTree::Read(ReadCost cost) {
  TreeReading tree;
  bool first = true;
  for (const auto& [pid, member] : members_) {
    const MemoryReading reading = member.probe->Read(cost);
    if (!reading.rss_bytes.has_value()) continue;
    tree.largest_peak_rss_bytes = std::max(tree.largest_peak_rss_bytes, reading.peak_rss_bytes);
    tree.largest_peak_footprint_bytes =
        std::max(tree.largest_peak_footprint_bytes, reading.peak_footprint_bytes);
    if (members_.contains(member.parent) && ShareMemory(pid, member.parent)) continue;
    for (const auto figure :
         {&MemoryReading::rss_bytes, &MemoryReading::anon_bytes, &MemoryReading::file_bytes,
          &MemoryReading::shmem_bytes, &MemoryReading::lazyfree_bytes, &MemoryReading::swap_bytes,
          &MemoryReading::footprint_bytes}) {
      Add(reading, first, figure, tree.total);
    }
    first = false;
  }
  return tree;
}

double ProcessTree::CpuSeconds() const {
  double sum = 0;
  for (const auto& [pid, member] : members_) sum += CpuSecondsOf(pid).value_or(0);
  return sum;
}

bool ProcessTree::ResetPeaks() {
  bool all = true;
  for (const auto& [pid, member] : members_) {
    // One that has ended has no mark any more.
    if (!member.probe->ResetPeak() && member.probe->Read(ReadCost::kCheap).rss_bytes) all = false;
  }
  return all;
}

void ProcessTree::Send(int signal) {
  Refresh();
  for (const auto& [pid, member] : members_) kill(pid, signal);
}

}  // namespace tidemark::harness
