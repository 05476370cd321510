#include "converter/io/input_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include <sys/stat.h>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/open_file.h"

namespace tidemark::converter {
namespace {

int OpenForReading(const std::filesystem::path& path) {
  const int descriptor = OpenFile(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw IoError::FromErrno("cannot open", path, errno);
  return descriptor;
}

}  // namespace

InputFile::InputFile(const std::filesystem::path& path) : name_(path.string()) {
  descriptor_ = OpenForReading(path);
  struct stat status = {};
  if (::fstat(descriptor_, &status) != 0 || S_ISDIR(status.st_mode)) {
    const int error_number = S_ISDIR(status.st_mode) ? EISDIR : errno;
    ::close(descriptor_);
    throw IoError::FromErrno("cannot read", path, error_number);
  }
  is_regular_ = S_ISREG(status.st_mode);
}

InputFile::~InputFile() { ::close(descriptor_); }

void InputFile::Seek(uint64_t offset) {
  if (::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) {
    throw IoError::FromErrno("cannot go to a place in it", name_, errno);
  }
}

size_t InputFile::Read(std::span<std::byte> out) {
  size_t filled = 0;
  while (filled < out.size()) {
    ThrowIfInterrupted();
    const ssize_t got = ::read(descriptor_, out.data() + filled, out.size() - filled);
    if (got == 0) break;
    if (got > 0) {
      filled += static_cast<size_t>(got);
    } else if (errno != EINTR) {
      throw IoError::FromErrno("cannot read", name_, errno);
    }
  }
  return filled;
}

}  // namespace tidemark::converter
