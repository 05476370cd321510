#include "converter/network/token_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>
#include <system_error>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/printable_text.h"
#include "converter/io/vector_clones.h"
#include "converter/network/decimal.h"

namespace tidemark::converter {
namespace {

static_assert(std::endian::native == std::endian::little, "network files are little-endian");

// Values in the array buffer: 64 KiB, which stays in a core's second-level cache.
constexpr uint64_t kValuesAtOnce = 16 * 1024;
constexpr std::string_view kMark = "@BIN@";

bool IsSpace(std::byte byte) {
  const auto c = std::to_integer<unsigned char>(byte);
  return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr uint32_t kMagnitude = 0x7FFFFFFF;
constexpr uint32_t kInfinity = 0x7F800000;

bool IsFinite(float value) { return (std::bit_cast<uint32_t>(value) & kMagnitude) < kInfinity; }

// Copies `count` values that may lie at any address. Returns the largest of their magnitudes, as
// bits: kInfinity or more tells of one that is not finite. One pass without an early exit, so that
// it compiles to vector code.
TIDEMARK_VECTOR_CLONES
uint32_t CopyFloats(const std::byte* from, float* to, size_t count) {
  uint32_t largest = 0;
  for (size_t i = 0; i < count; ++i) {
    uint32_t bits = 0;
    std::memcpy(&bits, from + i * sizeof bits, sizeof bits);
    to[i] = std::bit_cast<float>(bits);
    largest = std::max(largest, bits & kMagnitude);
  }
  return largest;
}

}  // namespace

TokenReader::TokenReader(ByteSource& source) : source_(source) {}

void TokenReader::Fail(const std::string& message) const {
  throw FormatError(message, {.file = source_.name(), .offset = item_offset_, .layer = layer_});
}

bool TokenReader::HasMore() {
  if (rest_.empty()) rest_ = source_.Next();
  return !rest_.empty();
}

void TokenReader::SkipSpace() {
  while (HasMore()) {
    const auto found = std::find_if_not(rest_.begin(), rest_.end(), IsSpace);
    rest_ = rest_.subspan(static_cast<size_t>(found - rest_.begin()));
    if (!rest_.empty()) return;
  }
}

std::string_view TokenReader::Word(std::string_view what) {
  SkipSpace();
  item_offset_ = position();
  token_.clear();
  while (HasMore()) {
    const auto end = std::find_if(rest_.begin(), rest_.end(), IsSpace);
    const auto length = static_cast<size_t>(end - rest_.begin());
    if (token_.size() + length > kLongestToken) {
      Fail("a token of more than " + std::to_string(kLongestToken) + " bytes; expected " +
           std::string(what));
    }
    token_.append(reinterpret_cast<const char*>(rest_.data()), length);
    rest_ = rest_.subspan(length);
    if (!rest_.empty()) break;
  }
  if (token_.empty()) Fail("the file ends early: expected " + std::string(what));
  return token_;
}

std::string TokenReader::Name(std::string_view what) {
  const std::string_view word = Word(what);
  const auto printable = [](char c) { return c > 0x20 && c < 0x7F; };
  if (!std::all_of(word.begin(), word.end(), printable)) {
    Fail(Quoted(word) + " where " + std::string(what) + " of printable ASCII was expected");
  }
  return std::string(word);
}

int TokenReader::Integer(std::string_view what, int lowest, int highest) {
  const std::string_view word = Word(what);
  std::string_view digits = word;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  int value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  const bool whole = stop == end && error != std::errc::invalid_argument &&
                     (digits.size() == word.size() || !digits.starts_with('-'));
  if (!whole) {
    Fail(Quoted(word) + " where " + std::string(what) + ", an integer, was expected");
  }
  if (error == std::errc::result_out_of_range || value < lowest || value > highest) {
    std::string accepted = std::to_string(lowest);
    if (highest != lowest) accepted += " to " + std::to_string(highest);
    Fail(std::string(what) + " is " + Quoted(word) + "; accepted: " + accepted);
  }
  return value;
}

void TokenReader::Reserved(int count) {
  for (int i = 0; i < count; ++i) Integer("a reserved field", 0, 0);
}

float TokenReader::PositiveFloat(std::string_view what) {
  const std::optional<float> value = ParseFloat(Word(what));
  if (!value.has_value() || !(*value > 0)) {
    Fail(Quoted(token_) + " where " + std::string(what) +
         ", a finite number above 0, was expected");
  }
  return *value;
}

double TokenReader::PositiveDouble(std::string_view what) {
  const std::optional<double> value = ParseDouble(Word(what));
  if (!value.has_value() || !(*value > 0)) {
    Fail(Quoted(token_) + " where " + std::string(what) +
         ", a finite number above 0, was expected");
  }
  return *value;
}

void TokenReader::SkipSpaceBeforeArray(std::string_view what) {
  const uint64_t before = position();
  SkipSpace();
  item_offset_ = position();
  if (encoding_ == Encoding::kUndecided && HasMore()) {
    encoding_ = rest_.front() == std::byte{'@'} ? Encoding::kBinary : Encoding::kText;
  }
  if (encoding_ == Encoding::kBinary && item_offset_ - before > kMostSpaceBeforeArray) {
    Fail("more than " + std::to_string(kMostSpaceBeforeArray) + " bytes of whitespace before " +
         std::string(what));
  }
}

void TokenReader::ReadMark(std::string_view what) {
  for (const char expected : kMark) {
    if (!HasMore()) Fail("the file ends early: expected " + std::string(what));
    if (rest_.front() != static_cast<std::byte>(expected)) {
      Fail("expected @BIN@ and then " + std::string(what));
    }
    rest_ = rest_.subspan(1);
  }
}

void TokenReader::ReadBinary(std::string_view what, std::span<float> values) {
  const uint64_t start = position();
  uint32_t largest = 0;
  std::span<float> missing = values;
  while (!missing.empty()) {
    if (!HasMore()) Fail("the file ends early, inside " + std::string(what));
    const size_t count = std::min(missing.size(), rest_.size() / sizeof(float));
    if (count > 0) {
      largest = std::max(largest, CopyFloats(rest_.data(), missing.data(), count));
      rest_ = rest_.subspan(count * sizeof(float));
      missing = missing.subspan(count);
      continue;
    }
    // A value that lies in two windows.
    std::array<std::byte, sizeof(float)> bytes = {};
    for (std::byte& byte : bytes) {
      if (!HasMore()) Fail("the file ends early, inside " + std::string(what));
      byte = rest_.front();
      rest_ = rest_.subspan(1);
    }
    largest = std::max(largest, CopyFloats(bytes.data(), missing.data(), 1));
    missing = missing.subspan(1);
  }
  if (largest >= kInfinity) {
    const auto bad = std::find_if_not(values.begin(), values.end(), IsFinite);
    item_offset_ = start + sizeof(float) * static_cast<uint64_t>(bad - values.begin());
    Fail("a value of " + std::string(what) + " is not finite");
  }
}

void TokenReader::ReadText(std::string_view what, std::span<float> values) {
  for (float& value : values) {
    const std::optional<float> parsed = ParseFloat(Word(what));
    if (!parsed.has_value()) {
      Fail(Quoted(token_) + " among " + std::string(what) + " is not a finite number");
    }
    value = *parsed;
  }
}

void TokenReader::Floats(std::string_view what, uint64_t count, const Piece& piece) {
  SkipSpaceBeforeArray(what);
  if (encoding_ == Encoding::kUndecided) Fail("the file ends early: expected " + std::string(what));
  if (encoding_ == Encoding::kBinary) ReadMark(what);
  values_.resize(kValuesAtOnce);
  while (count > 0) {
    ThrowIfInterrupted();
    const auto values = std::span(values_).first(std::min(count, kValuesAtOnce));
    if (encoding_ == Encoding::kBinary) {
      ReadBinary(what, values);
    } else {
      ReadText(what, values);
    }
    piece(values);
    count -= values.size();
  }
}

void TokenReader::ExpectEnd() {
  SkipSpace();
  item_offset_ = position();
  layer_.clear();
  if (HasMore()) Fail("bytes follow the last array; expected the end of the file");
}

}  // namespace tidemark::converter
