#include "converter/io/mapped_file.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/stat.h>

#include "converter/error.h"
#include "converter/io/file_descriptor.h"
#include "converter/io/open_file.h"

namespace tidemark::converter {

MappedFile::MappedFile(const std::filesystem::path& file, uint64_t most_bytes) {
  // Needed only until the file is mapped.
  const FileDescriptor descriptor(OpenFile(file, O_RDONLY | O_CLOEXEC));
  if (!descriptor.open()) throw IoError::FromErrno("cannot open", file, errno);
  struct stat status = {};
  if (::fstat(descriptor.get(), &status) != 0) {
    throw IoError::FromErrno("cannot read the size", file, errno);
  }
  if (!S_ISREG(status.st_mode)) throw IoError("is no file to be mapped", {.file = file.string()});
  const auto size = static_cast<uint64_t>(status.st_size);
  if (size > most_bytes) {
    throw FormatError("is larger than " + std::to_string(most_bytes) + " bytes",
                      {.file = file.string()});
  }
  // Nothing cannot be mapped, and needs not be.
  if (size == 0) return;
  void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.get(), 0);
  if (start == MAP_FAILED) throw IoError::FromErrno("cannot map", file, errno);
  start_ = static_cast<const std::byte*>(start);
  size_ = size;
}

MappedFile::~MappedFile() {
  if (start_ != nullptr) ::munmap(const_cast<std::byte*>(start_), size_);
}

}  // namespace tidemark::converter
