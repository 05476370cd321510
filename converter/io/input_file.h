#ifndef TIDEMARK_CONVERTER_IO_INPUT_FILE_H_
#define TIDEMARK_CONVERTER_IO_INPUT_FILE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace tidemark::converter {

// A file or pipe that is open for reading, front to back.
class InputFile {
 public:
  // Throws IoError when `path` is missing, a directory or unreadable.
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // Fills `out` from its front and returns how many bytes came: fewer than out.size() only at the
  // end of the file. Throws IoError, or InterruptedError when a signal has arrived.
  size_t Read(std::span<std::byte> out);

  // Goes to a place in a regular file. Throws IoError.
  void Seek(uint64_t offset);

  // False for pipes and devices.
  bool is_regular() const { return is_regular_; }

  // The path as the caller named it.
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  int descriptor_ = -1;
  bool is_regular_ = false;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_INPUT_FILE_H_
