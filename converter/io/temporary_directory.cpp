#include "converter/io/temporary_directory.h"

#include <cerrno>
#include <cstdlib>
#include <stdlib.h>
#include <string>
#include <string_view>
#include <system_error>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

constexpr std::string_view kPrefix = "tidemark-work-";
constexpr std::string_view kPattern = "XXXXXX";

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error) {
    const char* const named = std::getenv("TMPDIR");
    throw UsageError("is no folder for temporary files",
                     {.file = named == nullptr ? "/tmp" : named, .key = "TMPDIR"});
  }
  RemoveAbandonedFolders(folder, kPrefix, kPattern.size());
  do {
    std::string name = folder / kPrefix;
    name += kPattern;
    if (mkdtemp(name.data()) == nullptr) {
      throw IoError::FromErrno("cannot make a temporary folder", name, errno);
    }
    path_ = name;
  } while (!claim_.Take(path_));
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tidemark::converter
