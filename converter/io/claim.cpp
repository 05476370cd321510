#include "converter/io/claim.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include <sys/file.h>
#include <sys/stat.h>

#include "converter/io/atomic_file.h"
#include "converter/io/open_file.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;

bool IsLetterOrDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Is `name` made of `front`, some letters or digits, as many as asked for, and `back`?
bool IsNamedLike(std::string_view name, std::string_view front, size_t letters,
                 std::string_view back) {
  if (name.size() != front.size() + letters + back.size()) return false;
  if (!name.starts_with(front) || !name.ends_with(back)) return false;
  const std::string_view middle = name.substr(front.size(), letters);
  return std::all_of(middle.begin(), middle.end(), IsLetterOrDigit);
}

// A file or folder of this user's, and no link to one.
bool IsOurs(const fs::path& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 && status.st_uid == ::geteuid() &&
         (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

void RemoveAbandoned(const fs::path& folder, const std::function<bool(std::string_view)>& named) {
  std::error_code error;
  // Looked at first and removed after: what a walk finds while things go is not defined.
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (named(entry->path().filename().string())) found.push_back(entry->path());
  }
  for (const fs::path& path : found) {
    Claim claim;
    if (IsOurs(path) && claim.Take(path)) fs::remove_all(path, error);
  }
}

}  // namespace

Claim::~Claim() { Release(); }

bool Claim::Take(const fs::path& path) {
  Release();
  descriptor_ = OpenFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor_ < 0) return errno != ENOENT;
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    Release();
    return false;
  }
  struct stat held = {};
  struct stat named = {};
  const bool is_it = ::fstat(descriptor_, &held) == 0 && ::lstat(path.c_str(), &named) == 0 &&
                     held.st_dev == named.st_dev && held.st_ino == named.st_ino;
  if (!is_it) Release();
  return is_it;
}

void Claim::Release() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void RemoveAbandonedSiblings(const fs::path& path) {
  const fs::path sample = TemporarySibling(path);
  const std::string name = sample.filename().string();
  const std::string_view front =
      std::string_view(name).substr(0, name.size() - kTemporaryLetters - kTemporaryEnding.size());
  RemoveAbandoned(sample.parent_path(), [front](std::string_view other) {
    return IsNamedLike(other, front, kTemporaryLetters, kTemporaryEnding);
  });
}

void RemoveAbandonedFolders(const fs::path& folder, std::string_view prefix, size_t letters) {
  RemoveAbandoned(folder, [prefix, letters](std::string_view name) {
    return IsNamedLike(name, prefix, letters, {});
  });
}

}  // namespace tidemark::converter
