#ifndef TIDEMARK_REFERENCE_CASES_CASE_TEXTS_H_
#define TIDEMARK_REFERENCE_CASES_CASE_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/scratch_file.h"
#include "reference/cases/keep.h"

namespace tidemark::reference {

// Texts of recorded cases, known by their number.
class CaseTexts {
 public:
  explicit CaseTexts(Keep keep);

  // Its number, counted from 0. Throws IoError where it is written and cannot be.
  size_t Add(std::string_view text);
  // Throws IoError where it is read and cannot be.
  std::string Get(size_t number) const;

 private:
  struct Place {
    uint64_t offset = 0;
    size_t size = 0;
  };

  // One or the other.
  std::vector<std::string> texts_ = {};
  std::unique_ptr<converter::ScratchFile> file_ = {};
  std::vector<Place> places_ = {};
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_CASE_TEXTS_H_
