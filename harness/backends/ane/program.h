#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_PROGRAM_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_PROGRAM_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/backends/ane/kernel.h"
#include "harness/backends/ane/value.h"

namespace tidemark::harness::ane {

// One operation to carry out.
struct Step {
  // The operation's type and its first result's name.
  std::string operation = {};
  std::string name = {};
  std::vector<ValueId> inputs = {};
  std::vector<ValueId> outputs = {};
  std::unique_ptr<Kernel> kernel = {};
};

// The batch sizes that a program with a flexible batch takes.
struct BatchRange {
  int64_t min = 1;
  // Absent if there is no upper bound.
  std::optional<int64_t> max = {};

  bool Has(int64_t batch) const { return batch >= min && (!max.has_value() || batch <= *max); }
  friend bool operator==(const BatchRange&, const BatchRange&) = default;
};

// A program whose every operation, type and shape has been checked, ready to be run.
struct Program {
  // Indexed by ValueId.
  std::deque<Value> values = {};
  std::vector<ValueId> inputs = {};
  std::vector<ValueId> outputs = {};
  // In order; operations that compute nothing at run time are not among them.
  std::vector<Step> steps = {};
  // What N stands for in the shapes. Absent if no shape depends on a batch.
  std::optional<BatchRange> batch = {};

  // Null if there is none of that name.
  const Value* FindInput(const std::string& name) const;
  const Value* FindOutput(const std::string& name) const;

  // Memory that constants keep alive: weight files that were read, and what was widened or rounded
  // at load; with `mapped`, that of the weight files that are mapped.
  uint64_t ConstantBytes(bool mapped = false) const;

  // The part of the mapped weight files that is resident now. Absent where the system does not
  // tell.
  std::optional<uint64_t> ResidentMappedBytes() const;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_PROGRAM_H_
