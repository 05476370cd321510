#ifndef TIDEMARK_HARNESS_MEASURE_ACCOUNTANT_H_
#define TIDEMARK_HARNESS_MEASURE_ACCOUNTANT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converter/convert.h"
#include "harness/measure/sample.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {

// Keeps account of who holds memory in this process: what the engine says of itself, and beside it
// what only the process can tell:
//   allocator slack  what the allocator keeps resident and nobody uses (AllocatorSlackBytes())
//   program          pages of files, the program's own and its libraries', above those of a process
//                    that does nothing; mapped weights are not among them
// An owner is counted where it is, never as the rest of something else, so that what nobody counts
// stays unattributed.
class Accountant {
 public:
  // `probe` must outlive it. Without `floor_file_bytes` there is no `program`.
  Accountant(ProcessProbe& probe, std::optional<uint64_t> floor_file_bytes)
      : probe_(probe), floor_file_bytes_(floor_file_bytes) {}

  // From now on held at every moment.
  void Hold(const std::string& owner, uint64_t bytes) { standing_[owner] = bytes; }

  // The account of this moment.
  converter::Owners Account(const converter::Owners& told) const;

 private:
  ProcessProbe& probe_;
  std::optional<uint64_t> floor_file_bytes_;
  converter::Owners standing_;
};

// As a report has it; who holds nothing is left out.
std::vector<Owner> ListOf(const converter::Owners& owners);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_ACCOUNTANT_H_
