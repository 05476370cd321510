#ifndef TIDEMARK_HARNESS_REPORT_TEXT_STREAM_H_
#define TIDEMARK_HARNESS_REPORT_TEXT_STREAM_H_

#include <array>
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

#include "converter/io/byte_sink.h"

namespace tidemark::harness {

// Text on its way to a sink, of which only a piece is held.
class TextStream {
 public:
  explicit TextStream(converter::ByteSink& sink) : sink_(sink) {}

  TextStream& operator<<(std::string_view text) {
    if (piece_.size() + text.size() > kPieceBytes) Flush();
    piece_ += text;
    return *this;
  }

  template <std::integral T>
  TextStream& operator<<(T value) {
    std::array<char, 24> digits = {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return *this << std::string_view(digits.data(), end);
  }

  // Passes on what is held; the last to be called. Throws as the sink does.
  void Flush() {
    sink_.Write(std::string_view(piece_));
    piece_.clear();
  }

 private:
  static constexpr size_t kPieceBytes = size_t{64} * 1024;

  converter::ByteSink& sink_;
  std::string piece_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_TEXT_STREAM_H_
