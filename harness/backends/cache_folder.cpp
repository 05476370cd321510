#include "harness/backends/cache_folder.h"

#include <cstdlib>
#include <system_error>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

std::filesystem::path CacheRoot() {
  const auto named = [](const char* variable) -> std::filesystem::path {
    const char* value = std::getenv(variable);
    return value == nullptr ? "" : value;
  };
  if (auto root = named("TIDEMARK_CACHE"); !root.empty()) return root;
  if (const auto root = named("XDG_CACHE_HOME"); !root.empty()) return root / "tidemark";
  if (const auto home = named("HOME"); !home.empty()) return home / ".cache" / "tidemark";
  return std::filesystem::temp_directory_path() / "tidemark-cache";
}

}  // namespace

std::filesystem::path CacheFolder(const std::string& kind) {
  std::filesystem::path folder = CacheRoot() / kind;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw IoError::FromErrno("cannot make the cache folder", folder, error.value());
  return folder;
}

}  // namespace tidemark::harness
