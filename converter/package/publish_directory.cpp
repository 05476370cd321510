#include "converter/package/publish_directory.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>

#include "converter/error.h"
#include "converter/io/atomic_file.h"

namespace tidemark::converter {
namespace {

enum class Rename { kPlain, kExclusive, kExchange };

// 0, or an errno; ENOTSUP where the system or the file system has no such rename.
int TryRename(const std::filesystem::path& from, const std::filesystem::path& to, Rename how) {
  int status = -1;
  if (how == Rename::kPlain) {
    status = ::rename(from.c_str(), to.c_str());
  } else {
#if defined(__linux__)
    const unsigned flags = how == Rename::kExclusive ? RENAME_NOREPLACE : RENAME_EXCHANGE;
    status = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags);
    if (status != 0 && (errno == EINVAL || errno == ENOSYS)) return ENOTSUP;
#elif defined(__APPLE__)
    const unsigned flags = how == Rename::kExclusive ? RENAME_EXCL : RENAME_SWAP;
    status = ::renamex_np(from.c_str(), to.c_str(), flags);
#else
    return ENOTSUP;
#endif
  }
  return status == 0 ? 0 : errno;
}

bool IsThere(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

IoError CannotRename(const std::filesystem::path& target, int error_number) {
  return IoError::FromErrno("cannot rename a temporary directory to this name", target,
                            error_number);
}

// It is nobody's any more, so that another writer may take it for left behind, and pieces of it go
// while it is removed here.
void RemoveOld(const std::filesystem::path& directory) {
  std::error_code error;
  do {
    std::filesystem::remove_all(directory, error);
  } while (error == std::errc::no_such_file_or_directory && IsThere(directory));
  if (error && IsThere(directory)) {
    throw IoError::FromErrno("cannot remove the package replaced", directory, error.value());
  }
}

}  // namespace

bool PublishNew(const std::filesystem::path& finished, const std::filesystem::path& target) {
  int error = TryRename(finished, target, Rename::kExclusive);
  if (error == ENOTSUP) {
    error = IsThere(target) ? EEXIST : TryRename(finished, target, Rename::kPlain);
  }
  if (error == EEXIST || error == ENOTEMPTY) return false;
  if (error != 0) throw CannotRename(target, error);
  return true;
}

bool PublishInstead(const std::filesystem::path& finished, const std::filesystem::path& target) {
  const int error = TryRename(finished, target, Rename::kExchange);
  if (error == ENOTSUP) return PublishByTwoRenames(finished, target);
  if (error == ENOENT && IsThere(finished)) return false;
  if (error != 0) throw CannotRename(target, error);
  RemoveOld(finished);
  return true;
}

bool PublishByTwoRenames(const std::filesystem::path& finished,
                         const std::filesystem::path& target) {
  const std::filesystem::path aside = TemporarySibling(target).replace_extension(".old");
  int error = TryRename(target, aside, Rename::kPlain);
  if (error == ENOENT) return false;
  if (error != 0) throw CannotRename(target, error);
  error = TryRename(finished, target, Rename::kPlain);
  if (error != 0) {
    TryRename(aside, target, Rename::kPlain);
    throw CannotRename(target, error);
  }
  RemoveOld(aside);
  return true;
}

}  // namespace tidemark::converter
