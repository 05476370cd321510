#ifndef TIDEMARK_CONVERTER_IO_PREFETCHED_SOURCE_H_
#define TIDEMARK_CONVERTER_IO_PREFETCHED_SOURCE_H_

#include <cstddef>
#include <filesystem>
#include <memory>

#include "converter/io/byte_source.h"

namespace tidemark::converter {

struct PrefetchOptions {
  // What is handed out at a time.
  size_t window_bytes = size_t{128} * 1024;
  // Windows that may be inflated ahead, the one that is handed out included; at least 2. Together
  // they absorb the burst of work at the end of a large convolution.
  size_t windows = 8;
};

// As OpenStreamed(), with the inflating on a thread of its own that works ahead. Where there is
// only one processor, the system has no thread left, or the file is a pipe whose other end may keep
// that thread waiting, it is OpenStreamed() itself.
std::unique_ptr<ByteSource> OpenPrefetched(const std::filesystem::path& file,
                                           const PrefetchOptions& options = {});

// The same whatever the machine and the file are. Throws std::system_error without a thread.
std::unique_ptr<ByteSource> OpenPrefetchedAlways(const std::filesystem::path& file,
                                                 const PrefetchOptions& options = {});

// Bytes of windows that a source of these options may hold at the most.
inline size_t WindowBytes(const PrefetchOptions& options) {
  return options.window_bytes * options.windows;
}

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_PREFETCHED_SOURCE_H_
