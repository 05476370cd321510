#ifndef TIDEMARK_HARNESS_MEASURE_OUTPUT_SPOOL_H_
#define TIDEMARK_HARNESS_MEASURE_OUTPUT_SPOOL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "reference/cases/case_values.h"
#include "reference/outputs/raw_outputs.h"

namespace tidemark::harness {

// Outputs of a measured process, put aside in a file: they are not what is measured, and must not
// look like memory that grows with each evaluation.
class OutputSpool {
 public:
  OutputSpool();

  // The positions of a batch.
  void Add(const reference::RawOutputs& batch);

  // Positions that were added, and the n-th of them as a batch of one.
  size_t size() const { return entries_.size(); }
  reference::RawOutputs Get(size_t n) const;

 private:
  struct Entry {
    uint64_t offset = 0;
    int height = 0;
    int width = 0;
    int policy_channels = 0;
    int score_channels = 0;
  };

  std::unique_ptr<reference::CaseValues> values_;
  std::vector<Entry> entries_ = {};
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_OUTPUT_SPOOL_H_
