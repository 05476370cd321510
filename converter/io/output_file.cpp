#include "converter/io/output_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/open_file.h"

namespace tidemark::converter {
namespace {

constexpr size_t kBufferBytes = size_t{64} * 1024;

}  // namespace

OutputFile::OutputFile(const std::filesystem::path& path, std::filesystem::path shown_as)
    : shown_as_(std::move(shown_as)) {
  buffer_.reserve(kBufferBytes);
  descriptor_ = OpenFile(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw IoError::FromErrno("cannot create", shown_as_, errno);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void OutputFile::Write(std::span<const std::byte> bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) Flush();
  if (bytes.size() >= kBufferBytes) {
    WriteThrough(bytes);
  } else {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }
}

void OutputFile::Overwrite(std::span<const std::byte> front) {
  Flush();
  if (::lseek(descriptor_, 0, SEEK_SET) != 0) {
    throw IoError::FromErrno("cannot go back to the front", shown_as_, errno);
  }
  WriteThrough(front);
  if (::lseek(descriptor_, 0, SEEK_END) < 0) {
    throw IoError::FromErrno("cannot go back to the end", shown_as_, errno);
  }
}

void OutputFile::Close(Sync sync) {
  Flush();
  if (const int error = sync == Sync::kYes ? SyncFile(descriptor_) : 0; error != 0) {
    throw IoError::FromErrno("cannot sync", shown_as_, error);
  }
  // Interrupted, it is closed all the same.
  if (::close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) {
    throw IoError::FromErrno("cannot close", shown_as_, errno);
  }
}

void OutputFile::Flush() {
  WriteThrough(buffer_);
  buffer_.clear();
}

void OutputFile::WriteThrough(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    ThrowIfInterrupted();
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes = bytes.subspan(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      throw IoError::FromErrno("cannot write", shown_as_, errno);
    }
  }
}

}  // namespace tidemark::converter
