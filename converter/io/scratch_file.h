#ifndef TIDEMARK_CONVERTER_IO_SCRATCH_FILE_H_
#define TIDEMARK_CONVERTER_IO_SCRATCH_FILE_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace tidemark::converter {

// A temporary file without a name, for what a process keeps out of its memory. However the process
// ends, nothing of it is left (but for an empty file, where the system can only take a name away
// and the process is killed right before it does).
class ScratchFile {
 public:
  // In the system's folder for temporary files. Throws IoError.
  ScratchFile();
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  // Adds bytes at the end. Throws IoError.
  void Append(std::span<const std::byte> bytes);
  uint64_t size() const { return size_; }

  // Fills `out` from `offset` on; all of it must be there. Throws IoError.
  void Read(uint64_t offset, std::span<std::byte> out) const;

 private:
  int descriptor_ = -1;
  uint64_t size_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_SCRATCH_FILE_H_
