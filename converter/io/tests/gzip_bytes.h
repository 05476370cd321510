#ifndef TIDEMARK_CONVERTER_IO_TESTS_GZIP_BYTES_H_
#define TIDEMARK_CONVERTER_IO_TESTS_GZIP_BYTES_H_

#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "converter/io/byte_sink.h"
#include "converter/io/byte_source.h"

namespace tidemark::testing {

// Collects what is written in a string that outlives the sink.
class StringSink final : public converter::ByteSink {
 public:
  explicit StringSink(std::string& text) : text_(text) {}
  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    text_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  void Finish() override {}

 private:
  std::string& text_;
};

inline std::string GzipOf(std::string_view content, int level = 1) {
  std::string bytes;
  const auto sink = converter::GzipSink(std::make_unique<StringSink>(bytes), level);
  sink->Write(content);
  sink->Finish();
  return bytes;
}

// A gzip member whose header carries a file name.
inline std::string WithFileName(std::string member, std::string_view name) {
  constexpr char kHasName = 8;
  constexpr size_t kFlags = 3;
  constexpr size_t kHeader = 10;
  member[kFlags] = kHasName;
  return member.substr(0, kHeader) + std::string(name) + '\0' + member.substr(kHeader);
}

// Bytes that hardly compress; the same for the same `count`.
inline std::string RandomBytes(size_t count) {
  std::mt19937 random(static_cast<unsigned>(count));
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() & 0xFF);
  return bytes;
}

inline std::string Drain(converter::ByteSource& source) {
  std::string bytes;
  for (auto piece = source.Next(); !piece.empty(); piece = source.Next()) {
    bytes.append(reinterpret_cast<const char*>(piece.data()), piece.size());
  }
  return bytes;
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_IO_TESTS_GZIP_BYTES_H_
