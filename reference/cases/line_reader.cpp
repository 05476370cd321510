#include "reference/cases/line_reader.h"

#include <algorithm>

#include "converter/error.h"

namespace tidemark::reference {

LineReader::LineReader(converter::ByteSource& source, size_t most_bytes)
    : source_(source), most_bytes_(most_bytes) {}

std::optional<std::string> LineReader::Next() {
  std::string line;
  while (true) {
    if (rest_.empty() && !ended_) {
      rest_ = source_.Next();
      ended_ = rest_.empty();
    }
    if (ended_) {
      if (line.empty()) return std::nullopt;
      ++number_;
      return line;
    }
    const auto end = std::find(rest_.begin(), rest_.end(), std::byte{'\n'});
    const auto size = static_cast<size_t>(end - rest_.begin());
    if (line.size() + size > most_bytes_) {
      throw FormatError("line " + std::to_string(number_ + 1) + " has more than " +
                            std::to_string(most_bytes_) + " bytes",
                        {.file = source_.name()});
    }
    line.append(reinterpret_cast<const char*>(rest_.data()), size);
    const bool whole = end != rest_.end();
    rest_ = rest_.subspan(size + (whole ? 1 : 0));
    if (whole) {
      ++number_;
      return line;
    }
  }
}

}  // namespace tidemark::reference
