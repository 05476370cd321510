#include "converter/io/scratch_file.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>

#include "converter/error.h"
#include "converter/io/open_file.h"

namespace tidemark::converter {
namespace {

// A file without a name from the start, or -1 where the file system does not make such.
int OpenNameless(const std::filesystem::path& folder) {
#if defined(O_TMPFILE)
  return OpenFile(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
#else
  static_cast<void>(folder);
  return -1;
#endif
}

[[noreturn]] void Fail(const std::string& message, int error) {
  throw IoError(message + ": " + std::generic_category().message(error));
}

}  // namespace

ScratchFile::ScratchFile() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error) throw IoError("there is no folder for temporary files: " + error.message());
  descriptor_ = OpenNameless(folder);
  if (descriptor_ >= 0) return;
  std::string name = (folder / "tidemark-XXXXXX").string();
  descriptor_ = mkstemp(name.data());
  if (descriptor_ < 0) {
    throw IoError::FromErrno("cannot make a temporary file", name, errno);
  }
  unlink(name.c_str());
  fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
}

ScratchFile::~ScratchFile() { close(descriptor_); }

void ScratchFile::Append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) Fail("cannot write a temporary file", written < 0 ? errno : ENOSPC);
    bytes = bytes.subspan(static_cast<size_t>(written));
    size_ += static_cast<uint64_t>(written);
  }
}

void ScratchFile::Read(uint64_t offset, std::span<std::byte> out) const {
  while (!out.empty()) {
    const ssize_t read = pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) Fail("cannot read a temporary file", read < 0 ? errno : EIO);
    out = out.subspan(static_cast<size_t>(read));
    offset += static_cast<uint64_t>(read);
  }
}

}  // namespace tidemark::converter
