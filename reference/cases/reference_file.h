#ifndef TIDEMARK_REFERENCE_CASES_REFERENCE_FILE_H_
#define TIDEMARK_REFERENCE_CASES_REFERENCE_FILE_H_

#include <filesystem>
#include <memory>
#include <string>

#include "converter/io/atomic_file.h"
#include "converter/io/byte_sink.h"
#include "reference/cases/position.h"
#include "reference/outputs/post_process.h"

namespace tidemark::reference {

struct ReferenceFileOptions {
  // The network has a metadata encoder, and was told kDefaultMetadataProfile.
  bool metadata = false;
  converter::Existing existing = converter::Existing::kRefuse;
};

// Writes evaluations as KataGo's backend-error test reads them (`testgpuerror -reference-file`): a
// JSON object a line, in the order of the positions, with numbers that read back exactly. That test
// tells positions by their hash, so they must be its own, under the symmetries that it chooses.
class ReferenceFileWriter {
 public:
  // Throws UsageError if the file is there and replacing it was not asked for, IoError if it cannot
  // be written.
  ReferenceFileWriter(const std::filesystem::path& file, const ReferenceFileOptions& options);

  // Throws UsageError for an evaluation over a buffer of more than 19 lines, FormatError for a
  // number that is not finite.
  void Add(const Position& position, const PostProcessed& evaluation);

  // Publishes the file. Nothing can be added afterwards.
  void Finish();

 private:
  std::string file_;
  ReferenceFileOptions options_;
  std::unique_ptr<converter::ByteSink> sink_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_REFERENCE_FILE_H_
