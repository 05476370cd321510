#if defined(__APPLE__)

#include <libproc.h>
#include <unistd.h>

#include <mach/mach_time.h>
#include <sys/resource.h>

#include "harness/measure/process_list.h"

namespace tidemark::harness {
namespace {

double SecondsOf(uint64_t ticks) {
  static const mach_timebase_info_data_t base = [] {
    mach_timebase_info_data_t info = {};
    mach_timebase_info(&info);
    return info;
  }();
  return static_cast<double>(ticks) * base.numer / base.denom * 1e-9;
}

}  // namespace

std::vector<ListedProcess> ListDescendants() {
  constexpr size_t kMostChildren = 4096;
  std::vector<pid_t> children(kMostChildren);
  std::vector<ListedProcess> found;
  const auto take_children_of = [&](pid_t parent) {
    const int count = proc_listchildpids(parent, children.data(),
                                         static_cast<int>(children.size() * sizeof(pid_t)));
    for (int i = 0; i < count && i < static_cast<int>(kMostChildren); ++i) {
      found.push_back({.pid = children[static_cast<size_t>(i)], .parent = parent});
    }
  };
  take_children_of(getpid());
  for (size_t i = 0; i < found.size(); ++i) take_children_of(found[i].pid);
  return found;
}

std::optional<double> CpuSecondsOf(pid_t pid) {
  rusage_info_v4 info = {};
  if (proc_pid_rusage(pid, RUSAGE_INFO_V4, reinterpret_cast<rusage_info_t*>(&info)) != 0) {
    return std::nullopt;
  }
  return SecondsOf(info.ri_user_time + info.ri_system_time + info.ri_child_user_time +
                   info.ri_child_system_time);
}

bool ShareMemory(pid_t, pid_t) { return false; }

OrphanAdoption::OrphanAdoption() = default;
OrphanAdoption::~OrphanAdoption() = default;

}  // namespace tidemark::harness

#endif  // defined(__APPLE__)
