#include "converter/io/temporary_directory.h"

#include <cerrno>
#include <stdlib.h>
#include <string>
#include <system_error>

#include "converter/error.h"

namespace tidemark::converter {

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "tidemark-XXXXXX").string();
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
