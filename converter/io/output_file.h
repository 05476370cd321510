#ifndef TIDEMARK_CONVERTER_IO_OUTPUT_FILE_H_
#define TIDEMARK_CONVERTER_IO_OUTPUT_FILE_H_

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace tidemark::converter {

// A new file that is open for writing, front to back, through a small buffer. It is complete once
// Close() returned; removing one that is not is up to its owner.
class OutputFile {
 public:
  // Throws IoError when `path` exists or cannot be created. Messages name it as `shown_as`, for
  // temporary files that the caller knows under another name.
  OutputFile(const std::filesystem::path& path, std::filesystem::path shown_as);
  explicit OutputFile(const std::filesystem::path& path) : OutputFile(path, path) {}
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Throws IoError, or InterruptedError when a signal has arrived.
  void Write(std::span<const std::byte> bytes);

  // Writes what is buffered, syncs and closes. Throws as Write().
  void Close();

 private:
  void WriteThrough(std::span<const std::byte> bytes);

  std::filesystem::path shown_as_;
  int descriptor_ = -1;
  std::vector<std::byte> buffer_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_OUTPUT_FILE_H_
