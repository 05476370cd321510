#include "converter/io/atomic_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <random>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "converter/error.h"
#include "converter/io/interrupt.h"

namespace tidemark::converter {
namespace {

constexpr size_t kBufferBytes = size_t{64} * 1024;

std::filesystem::path FolderOf(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

class AtomicFileSink final : public ByteSink {
 public:
  AtomicFileSink(const std::filesystem::path& path, Existing existing)
      : path_(path), existing_(existing), temporary_(TemporarySibling(path)) {
    RefuseExisting();
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0) throw IoError::FromErrno("cannot create", path_, errno);
    buffer_.reserve(kBufferBytes);
  }

  ~AtomicFileSink() override {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!published_) ::unlink(temporary_.c_str());
  }
  AtomicFileSink(const AtomicFileSink&) = delete;
  AtomicFileSink& operator=(const AtomicFileSink&) = delete;

  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    if (buffer_.size() + bytes.size() > kBufferBytes) FlushBuffer();
    if (bytes.size() >= kBufferBytes) {
      WriteThrough(bytes);
    } else {
      buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    }
  }

  void Finish() override {
    FlushBuffer();
    if (::fsync(descriptor_) != 0) throw IoError::FromErrno("cannot sync", path_, errno);
    const int descriptor = descriptor_;
    descriptor_ = -1;
    if (::close(descriptor) != 0) throw IoError::FromErrno("cannot close", path_, errno);
    RefuseExisting();
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
      throw IoError::FromErrno("cannot rename a temporary file to this name", path_, errno);
    }
    published_ = true;
    SyncDirectory(FolderOf(path_));
  }

 private:
  void RefuseExisting() const {
    if (existing_ == Existing::kReplace) return;
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(path_, ignored))) {
      throw UsageError("already exists, and replacing it was not asked for",
                       {.file = path_.string()});
    }
  }

  void FlushBuffer() {
    WriteThrough(buffer_);
    buffer_.clear();
  }

  void WriteThrough(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      ThrowIfInterrupted();
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written >= 0) {
        bytes = bytes.subspan(static_cast<size_t>(written));
      } else if (errno != EINTR) {
        throw IoError::FromErrno("cannot write", path_, errno);
      }
    }
  }

  std::filesystem::path path_;
  Existing existing_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
  bool published_ = false;
  std::vector<std::byte> buffer_;
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
  for (int i = 0; i < 13; ++i) name += kLetters[random() % 32];
  return FolderOf(named) / (name + ".tmp");
}

void SyncDirectory(const std::filesystem::path& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw IoError::FromErrno("cannot open", directory, errno);
  // EINVAL: this file system has nothing to sync for a directory.
  const int error_number = ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
  ::close(descriptor);
  if (error_number != 0) throw IoError::FromErrno("cannot sync", directory, error_number);
}

}  // namespace tidemark::converter
