#include "converter/io/claim.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <sys/file.h>
#include <sys/stat.h>

#include "converter/io/atomic_file.h"

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

enum class Owner { kThis, kAnother, kNobodyThere, kUnknown };

// Tries to become the owner of what is called `path`, for as long as `lock` lives. A request to end
// is no reason not to (so this is not OpenFile()): what was made has to be owned, for its owner to
// remove it.
Owner Lock(const fs::path& path, FileDescriptor& lock) {
  int opened = -1;
  do {
    opened = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  } while (opened < 0 && errno == EINTR);
  if (opened < 0) return errno == ENOENT ? Owner::kNobodyThere : Owner::kUnknown;
  FileDescriptor descriptor(opened);
  if (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? Owner::kAnother : Owner::kUnknown;
  }
  struct stat held = {};
  struct stat named = {};
  if (::fstat(opened, &held) != 0 || ::lstat(path.c_str(), &named) != 0 ||
      held.st_dev != named.st_dev || held.st_ino != named.st_ino) {
    // It went, or another took its name, before it was locked.
    return Owner::kNobodyThere;
  }
  lock = std::move(descriptor);
  return Owner::kThis;
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
    FileDescriptor lock;
    if (IsOurs(path) && Lock(path, lock) == Owner::kThis) fs::remove_all(path, error);
  }
}

}  // namespace

bool Claim::Take(const fs::path& path) {
  lock_.Close();
  const Owner owner = Lock(path, lock_);
  return owner == Owner::kThis || owner == Owner::kUnknown;
}

fs::path MakeTemporarySibling(const fs::path& path, Claim& claim,
                              const std::function<void(const fs::path& sibling)>& make) {
  RemoveAbandonedSiblings(path);
  for (;;) {
    fs::path sibling = TemporarySibling(path);
    make(sibling);
    if (claim.Take(sibling)) return sibling;
  }
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
