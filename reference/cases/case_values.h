#ifndef TIDEMARK_REFERENCE_CASES_CASE_VALUES_H_
#define TIDEMARK_REFERENCE_CASES_CASE_VALUES_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "reference/cases/keep.h"

namespace tidemark::reference {

// The values of recorded cases one after the other, known by their place.
class CaseValues {
 public:
  virtual ~CaseValues() = default;

  // Adds values at the end. Throws IoError where they are written and cannot be.
  virtual void Append(std::span<const float> values) = 0;
  virtual uint64_t size() const = 0;

  // Values from `offset` on, all of which must be there. Throws IoError where they are read and
  // cannot be.
  virtual std::vector<float> Read(uint64_t offset, uint64_t count) const = 0;
};

// Throws IoError when there is no room for a temporary file.
std::unique_ptr<CaseValues> MakeCaseValues(Keep keep);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_CASE_VALUES_H_
