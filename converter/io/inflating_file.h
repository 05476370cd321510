#ifndef TIDEMARK_CONVERTER_IO_INFLATING_FILE_H_
#define TIDEMARK_CONVERTER_IO_INFLATING_FILE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "converter/io/inflater.h"
#include "converter/io/input_file.h"

namespace tidemark::converter {

// A file's content, front to back: inflated if it is gzip, else as it is. What every source that
// reads a file has in common.
class InflatingFile {
 public:
  // Throws IoError when `file` is a directory or cannot be read.
  explicit InflatingFile(const std::filesystem::path& file);

  // Fills `out` from its front: fewer bytes only at the end, with everything checked. Throws
  // FormatError on a damaged stream, IoError on a failed read, InterruptedError on a signal.
  size_t Read(std::span<std::byte> out);

  // Reads do not wait for anybody.
  bool is_regular() const { return file_.is_regular(); }
  const std::string& name() const { return file_.name(); }

 private:
  std::span<const std::byte> ReadInput();
  size_t ReadPlain(std::span<std::byte> out);
  size_t ReadInflated(std::span<std::byte> out);
  // Some bytes, or none at the end of the member. `reached` of the content was read before.
  size_t InflateInto(std::span<std::byte> out, uint64_t reached);
  void CheckNothingFollows(uint64_t end);
  [[noreturn]] void Fail(const std::string& message, uint64_t offset) const;

  InputFile file_;
  std::vector<std::byte> input_;
  // The part of input_ that is not consumed yet.
  std::span<const std::byte> pending_ = {};
  // Absent for files that are not gzip.
  std::unique_ptr<Inflater> inflater_ = {};
  bool ended_ = false;
  uint64_t offset_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_INFLATING_FILE_H_
