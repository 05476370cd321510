#ifndef TIDEMARK_CONVERTER_IO_BYTE_SINK_H_
#define TIDEMARK_CONVERTER_IO_BYTE_SINK_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace tidemark::converter {

// Where bytes go, in order. Nothing counts as written before Finish() returned.
class ByteSink {
 public:
  virtual ~ByteSink() = default;

  // Throws IoError when the bytes cannot be written.
  virtual void Write(std::span<const std::byte> bytes) = 0;
  void Write(std::string_view text) { Write(std::as_bytes(std::span(text))); }

  // Flushes and, for a file, publishes it under its name. A sink that is destroyed without
  // Finish() leaves nothing behind.
  virtual void Finish() = 0;
};

// Passes bytes through gzip (one member, no name, no time) to `next`, whose Finish() it calls.
// `level` is zlib's, 1 to 9.
std::unique_ptr<ByteSink> GzipSink(std::unique_ptr<ByteSink> next, int level);

// The same as fast as this build can, with ISA-L or else with zlib, for what hardly compresses
// anyway. The bytes depend on the library; what they inflate to does not.
std::unique_ptr<ByteSink> FastGzipSink(std::unique_ptr<ByteSink> next);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_BYTE_SINK_H_
