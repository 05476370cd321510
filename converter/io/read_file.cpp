#include "converter/io/read_file.h"

#include <algorithm>
#include <span>

#include "converter/error.h"
#include "converter/io/input_file.h"

namespace tidemark::converter {

std::string ReadWholeFile(const std::filesystem::path& file, uint64_t max_bytes) {
  constexpr size_t kStep = size_t{64} * 1024;
  InputFile input(file);
  if (!input.is_regular()) {
    throw IoError("cannot read: not a regular file", {.file = input.name()});
  }
  std::string text;
  for (;;) {
    const size_t before = text.size();
    text.resize(before + kStep);
    const size_t got = input.Read(std::as_writable_bytes(std::span(text).subspan(before)));
    text.resize(before + got);
    if (text.size() > max_bytes) {
      throw FormatError("the file is larger than " + std::to_string(max_bytes) + " bytes",
                        {.file = input.name()});
    }
    if (got < kStep) return text;
  }
}

}  // namespace tidemark::converter
