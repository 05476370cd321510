#ifndef TIDEMARK_CONVERTER_IO_BYTE_SOURCE_H_
#define TIDEMARK_CONVERTER_IO_BYTE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace tidemark::converter {

// Where the bytes of a network file come from. One pass, forward only.
//
// A source owns its file and knows its position in the inflated stream, so that an error can say
// where. Gzip is told by its magic bytes (1F 8B), never by the file's name; anything else is taken
// as it is. Reaching the end of a gzip member checks its CRC and length; a file that ends early, or
// goes on after its only member, is an error.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // The next bytes, at least one; empty at the end of the stream. Valid until the next call.
  // Throws FormatError on a damaged stream, IoError on a failed read.
  virtual std::span<const std::byte> Next() = 0;

  // Offset of the first byte that Next() has not returned yet, in inflated bytes.
  virtual uint64_t offset() const = 0;

  // Memory that its content takes, at the most so far.
  virtual uint64_t held_bytes() const = 0;

  // The file's name, for messages.
  virtual const std::string& name() const = 0;
};

// The window that lever `stream_gzip` inflates through.
inline constexpr size_t kStreamWindowBytes = size_t{256} * 1024;

// Inflates through a window of `window_bytes` (lever `stream_gzip`).
// Throws IoError when `file` is a directory or cannot be read.
std::unique_ptr<ByteSource> OpenStreamed(const std::filesystem::path& file,
                                         size_t window_bytes = kStreamWindowBytes);

// Inflates the whole file first and keeps it for as long as the source lives (the naive program).
// `on_growth` is called whenever its memory grows, with the old and the new of it still there: how
// many bytes of both are in use.
std::unique_ptr<ByteSource> OpenBuffered(const std::filesystem::path& file,
                                         const std::function<void(uint64_t held)>& on_growth = {});

// Bytes that are in memory already; `bytes` must outlive the source.
std::unique_ptr<ByteSource> OpenMemory(std::span<const std::byte> bytes, std::string name);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_BYTE_SOURCE_H_
