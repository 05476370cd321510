#ifndef TIDEMARK_CONVERTER_IO_OUTPUT_FILE_H_
#define TIDEMARK_CONVERTER_IO_OUTPUT_FILE_H_

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace tidemark::converter {

// Must what was written be on the disk before going on? Without, a crash of the system may lose it.
enum class Sync { kYes, kNo };

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

  // Writes over the front of the file, which is at least as long. Throws as Write().
  void Overwrite(std::span<const std::byte> front);

  // Writes what is buffered, syncs unless that was not asked for, and closes. Throws as Write().
  void Close(Sync sync = Sync::kYes);

 private:
  void WriteThrough(std::span<const std::byte> bytes);
  void Flush();

  std::filesystem::path shown_as_;
  int descriptor_ = -1;
  std::vector<std::byte> buffer_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_OUTPUT_FILE_H_
