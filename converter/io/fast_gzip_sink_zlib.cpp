#include <utility>

#include "converter/io/byte_sink.h"

namespace tidemark::converter {

std::unique_ptr<ByteSink> FastGzipSink(std::unique_ptr<ByteSink> next) {
  constexpr int kFastest = 1;
  return GzipSink(std::move(next), kFastest);
}

}  // namespace tidemark::converter
