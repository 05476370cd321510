#ifndef TIDEMARK_HARNESS_MEASURE_PROCESS_LIST_H_
#define TIDEMARK_HARNESS_MEASURE_PROCESS_LIST_H_

#include <optional>
#include <vector>

#include <sys/types.h>

namespace tidemark::harness {

// What the system tells of the processes that descend from this one.

struct ListedProcess {
  pid_t pid = -1;
  pid_t parent = -1;
};

// All processes below this one, parents first. What begins or ends meanwhile may be missing.
//
//   Linux: by the parents that /proc names. macOS: by proc_listchildpids().
std::vector<ListedProcess> ListDescendants();

// Processor time of all threads of a process so far and of those of its children that it has waited
// for; absent once it was reaped. Linux counts the children's in hundredths of a second.
std::optional<double> CpuSecondsOf(pid_t pid);

// Do the two live in one address space, as after vfork(), so that their memory counts once? Where
// the system does not tell: no.
bool ShareMemory(pid_t one, pid_t other);

// While one of these lives, processes below this one whose parent ends become this one's children,
// so that none of them is lost (Linux; macOS gives them to launchd).
class OrphanAdoption {
 public:
  OrphanAdoption();
  ~OrphanAdoption();
  OrphanAdoption(const OrphanAdoption&) = delete;
  OrphanAdoption& operator=(const OrphanAdoption&) = delete;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_PROCESS_LIST_H_
