#include "converter/io/scratch_file.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>

#include "converter/error.h"

namespace tidemark::converter {
namespace {

[[noreturn]] void Fail(const std::string& message, int error) {
  throw IoError::FromErrno(message, std::filesystem::temp_directory_path(), error);
}

}  // namespace

ScratchFile::ScratchFile() {
  std::string name = (std::filesystem::temp_directory_path() / "tidemark-XXXXXX").string();
  descriptor_ = mkstemp(name.data());
  if (descriptor_ < 0) Fail("cannot make a temporary file", errno);
  unlink(name.c_str());
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
