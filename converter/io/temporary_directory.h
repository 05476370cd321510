#ifndef TIDEMARK_CONVERTER_IO_TEMPORARY_DIRECTORY_H_
#define TIDEMARK_CONVERTER_IO_TEMPORARY_DIRECTORY_H_

#include <filesystem>

#include "converter/io/claim.h"

namespace tidemark::converter {

// A folder of this process's own, readable by nobody else, that goes away with its owner. Those of
// processes that were killed go with the next one.
class TemporaryDirectory {
 public:
  // In the system's folder for temporary files. Throws IoError.
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Claim claim_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_TEMPORARY_DIRECTORY_H_
