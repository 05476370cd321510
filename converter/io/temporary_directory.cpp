#include "converter/io/temporary_directory.h"

#include <cerrno>
#include <cstdlib>
#include <stdlib.h>
#include <string>
#include <system_error>

#include "converter/error.h"

namespace tidemark::converter {

TemporaryDirectory::TemporaryDirectory() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error) {
    const char* const named = std::getenv("TMPDIR");
    throw UsageError("is no folder for temporary files",
                     {.file = named == nullptr ? "/tmp" : named, .key = "TMPDIR"});
  }
  std::string pattern = (folder / "tidemark-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw IoError::FromErrno("cannot make a temporary folder", pattern, errno);
  }
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tidemark::converter
