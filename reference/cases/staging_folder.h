#ifndef TIDEMARK_REFERENCE_CASES_STAGING_FOLDER_H_
#define TIDEMARK_REFERENCE_CASES_STAGING_FOLDER_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/atomic_file.h"
#include "converter/io/byte_sink.h"
#include "converter/io/claim.h"

namespace tidemark::reference {

// Files that belong together and appear in a directory together. They are written in a temporary
// folder inside it, which goes away with this object; so does the directory, if this object made it
// and nothing was published. The temporary folder of a process that was killed goes with the next
// one for the same files.
class StagingFolder {
 public:
  // Makes `directory` if it is not there. Throws UsageError if it holds one of `files` and
  // `existing` is kRefuse, IoError if it cannot be made or written.
  StagingFolder(const std::filesystem::path& directory, std::vector<std::string> files,
                converter::Existing existing);
  ~StagingFolder();
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;

  // One of the files, to be written and finished before Publish().
  std::unique_ptr<converter::ByteSink> Open(std::string_view file) const;

  // Moves the files into the directory. The first one stands for the set: an old one goes first and
  // the new one comes last, so that it never stands beside files of another set.
  void Publish();

 private:
  void RefuseExisting() const;

  std::filesystem::path directory_;
  std::vector<std::string> files_;
  converter::Existing existing_;
  std::filesystem::path staging_;
  converter::Claim claim_;
  bool made_directory_ = false;
  bool published_ = false;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_STAGING_FOLDER_H_
