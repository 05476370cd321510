#include "converter/io/atomic_file.h"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <random>
#include <string>
#include <system_error>
#include <unistd.h>

#include "converter/error.h"
#include "converter/io/claim.h"
#include "converter/io/file_descriptor.h"
#include "converter/io/open_file.h"
#include "converter/io/output_file.h"

namespace tidemark::converter {
namespace {

std::filesystem::path FolderOf(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

// The file that a name stands for: a symbolic link stays, and what it leads to is replaced.
std::filesystem::path Target(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_symlink(path, error)) return path;
  std::filesystem::path target = std::filesystem::weakly_canonical(path, error);
  if (error) throw IoError::FromErrno("cannot follow this link", path, error.value());
  return target;
}

class AtomicFileSink final : public ByteSink {
 public:
  AtomicFileSink(const std::filesystem::path& path, Existing existing)
      : path_(Target(path)), existing_(existing) {
    RefuseExisting();
    temporary_ = MakeTemporarySibling(
        path_, claim_, [this](const std::filesystem::path& name) { file_.emplace(name, path_); });
  }

  ~AtomicFileSink() override {
    if (file_.has_value()) ::unlink(temporary_.c_str());
  }
  AtomicFileSink(const AtomicFileSink&) = delete;
  AtomicFileSink& operator=(const AtomicFileSink&) = delete;

  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override { file_.value().Write(bytes); }

  void Finish() override {
    file_.value().Close();
    RefuseExisting();
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
      throw IoError::FromErrno("cannot rename a temporary file to this name", path_, errno);
    }
    file_.reset();
    SyncDirectory(FolderOf(path_));
  }

 private:
  void RefuseExisting() const {
    std::error_code ignored;
    const auto status = std::filesystem::symlink_status(path_, ignored);
    if (!std::filesystem::exists(status)) return;
    if (!std::filesystem::is_regular_file(status)) {
      throw UsageError("is there and not a file, so it cannot be replaced",
                       {.file = path_.string()});
    }
    if (existing_ == Existing::kRefuse) {
      throw UsageError("already exists, and replacing it was not asked for",
                       {.file = path_.string()});
    }
  }

  std::filesystem::path path_;
  Existing existing_;
  std::filesystem::path temporary_;
  Claim claim_;
  // Until it is published.
  std::optional<OutputFile> file_;
};

}  // namespace

std::unique_ptr<ByteSink> AtomicFile(const std::filesystem::path& path, Existing existing) {
  return std::make_unique<AtomicFileSink>(path, existing);
}

void WriteFileAtomically(const std::filesystem::path& path, std::string_view text,
                         Existing existing) {
  const auto sink = AtomicFile(path, existing);
  sink->Write(text);
  sink->Finish();
}

std::filesystem::path TemporarySibling(const std::filesystem::path& path) {
  static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz234567";
  const auto named = path.has_filename() ? path : path.parent_path();
  std::random_device random;
  std::string name = ".";
  name += named.filename().string() + ".";
  for (size_t i = 0; i < kTemporaryLetters; ++i) name += kLetters[random() % 32];
  name += kTemporaryEnding;
  return FolderOf(named) / name;
}

void SyncDirectory(const std::filesystem::path& directory) {
  const FileDescriptor descriptor(OpenFile(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.open()) throw IoError::FromErrno("cannot open", directory, errno);
  const int error = SyncFile(descriptor.get());
  // EINVAL: this file system has nothing to sync for a directory.
  if (error != 0 && error != EINVAL) throw IoError::FromErrno("cannot sync", directory, error);
}

}  // namespace tidemark::converter
