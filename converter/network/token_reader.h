#ifndef TIDEMARK_CONVERTER_NETWORK_TOKEN_READER_H_
#define TIDEMARK_CONVERTER_NETWORK_TOKEN_READER_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converter/io/byte_source.h"

namespace tidemark::converter {

// The two kinds of item that a network file consists of: tokens, divided by whitespace, and float
// arrays. Arrays are binary (`@BIN@`, then little-endian IEEE-754 values) or text (one token a
// value); the first array of a file decides for all of them.
//
// Memory is bounded by a token's limit and one array buffer, whatever the file declares. Every
// method throws FormatError with the file, the offset in inflated bytes and the layer.
class TokenReader {
 public:
  static constexpr size_t kLongestToken = 1024;
  // Whitespace between a token and the mark of a binary array.
  static constexpr size_t kMostSpaceBeforeArray = 100;

  explicit TokenReader(ByteSource& source);

  // The next token: any bytes but whitespace. `what` says what was expected, for messages here and
  // below. The view is valid until the next call.
  std::string_view Word(std::string_view what);

  // A token of printable ASCII.
  std::string Name(std::string_view what);

  // A decimal integer in [lowest, highest].
  int Integer(std::string_view what, int lowest, int highest);

  // `count` integers that are all 0.
  void Reserved(int count);

  // A finite number above 0.
  float PositiveFloat(std::string_view what);
  double PositiveDouble(std::string_view what);

  // Takes one piece of an array's values; all of them are finite.
  using Piece = std::function<void(std::span<const float>)>;

  // An array of `count` values, handed to `piece` in order.
  void Floats(std::string_view what, uint64_t count, const Piece& piece);

  // Only whitespace may follow, to the end of the stream.
  void ExpectEnd();

  // The layer that messages name from now on.
  void set_layer(std::string layer) { layer_ = std::move(layer); }

  // Arrays are text; known from the first of them on.
  bool is_text() const { return encoding_ == Encoding::kText; }

  // Throws FormatError about the item read last.
  [[noreturn]] void Fail(const std::string& message) const;

 private:
  enum class Encoding { kUndecided, kBinary, kText };

  // The next byte is rest_.front(); false at the end of the stream.
  bool HasMore();
  void SkipSpace();
  // Skips whitespace in front of an array and checks how much there was.
  void SkipSpaceBeforeArray(std::string_view what);
  void ReadMark(std::string_view what);
  void ReadBinary(std::string_view what, std::span<float> values);
  void ReadText(std::string_view what, std::span<float> values);
  uint64_t position() const { return source_.offset() - rest_.size(); }

  ByteSource& source_;
  std::span<const std::byte> rest_;
  std::string token_;
  // Where the last token or array began.
  uint64_t item_offset_ = 0;
  std::string layer_;
  Encoding encoding_ = Encoding::kUndecided;
  std::vector<float> values_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_NETWORK_TOKEN_READER_H_
