#ifndef TIDEMARK_REFERENCE_CASES_CASE_WRITER_H_
#define TIDEMARK_REFERENCE_CASES_CASE_WRITER_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "converter/io/atomic_file.h"
#include "reference/cases/recorded_case.h"

namespace tidemark::reference {

struct CaseWriterOptions {
  // The network's file name.
  std::string network = {};
  // What computed the outputs, for people: "Tidemark, Eigen backend, float32".
  std::string reference = {};
  converter::Existing existing = converter::Existing::kRefuse;
};

// Writes recorded cases in the form that ReadCases() reads: `directory`/cases.json and
// `directory`/tensors.f32.gz. Cases go to disk as they are added, into a temporary folder inside
// the directory; both files appear together in Finish(), or the directory is left as it was.
class CaseWriter {
 public:
  // Makes the directory if it is not there; its parent must be. Throws UsageError at once if it
  // holds cases already and replacing them was not asked for, IoError if it cannot be written.
  CaseWriter(const std::filesystem::path& directory, const CaseWriterOptions& options);
  ~CaseWriter();
  CaseWriter(CaseWriter&&) noexcept;
  CaseWriter& operator=(CaseWriter&&) noexcept;

  // What computed the outputs, where that is known only now: before the first case.
  void set_reference(const std::string& reference);

  // Throws UsageError when the parts of the case do not fit one another or are not batches of one,
  // FormatError when the position cannot be read back (position.h), IoError when it cannot be
  // written. A post-processed number that is not finite is written as null.
  void Add(const RecordedCase& recorded);

  size_t size() const;

  // Publishes the cases; there must be at least one. Nothing can be added afterwards.
  void Finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_CASE_WRITER_H_
