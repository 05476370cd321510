#ifndef TIDEMARK_CONVERTER_IO_MAPPED_FILE_H_
#define TIDEMARK_CONVERTER_IO_MAPPED_FILE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace tidemark::converter {

// A file whose bytes are mapped, read-only. They become resident as they are touched, count as file
// memory, and the system takes them back when it needs room. Whoever shortens the file meanwhile
// ends the process (SIGBUS), so this is for files that nobody else writes.
class MappedFile {
 public:
  // Throws IoError when the file cannot be opened or mapped, or is no regular file; FormatError
  // when it is larger than `most_bytes`.
  MappedFile(const std::filesystem::path& file, uint64_t most_bytes);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::span<const std::byte> bytes() const { return {start_, size_}; }

 private:
  const std::byte* start_ = nullptr;
  size_t size_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_MAPPED_FILE_H_
