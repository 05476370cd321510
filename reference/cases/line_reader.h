#ifndef TIDEMARK_REFERENCE_CASES_LINE_READER_H_
#define TIDEMARK_REFERENCE_CASES_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "converter/io/byte_source.h"

namespace tidemark::reference {

// The lines of a text, one after the other.
class LineReader {
 public:
  // `source` must outlive the reader.
  LineReader(converter::ByteSource& source, size_t most_bytes);

  // The next line without its end; nothing after the last. Throws FormatError for a line of more
  // than `most_bytes`, and what the source throws.
  std::optional<std::string> Next();

  // Of the line that Next() returned last, from 1.
  uint64_t number() const { return number_; }

 private:
  converter::ByteSource& source_;
  size_t most_bytes_;
  std::span<const std::byte> rest_ = {};
  bool ended_ = false;
  uint64_t number_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_LINE_READER_H_
