#include <algorithm>
#include <new>
#include <utility>
#include <vector>
#include <zlib.h>

#include "converter/error.h"
#include "converter/io/byte_sink.h"

namespace tidemark::converter {
namespace {

class DeflatingSink final : public ByteSink {
 public:
  DeflatingSink(std::unique_ptr<ByteSink> next, int level)
      : next_(std::move(next)), output_(size_t{64} * 1024) {
    constexpr int kLargestWindow = 15;
    constexpr int kGzipWrapper = 16;
    constexpr int kDefaultMemory = 8;
    if (deflateInit2(&stream_, level, Z_DEFLATED, kLargestWindow + kGzipWrapper, kDefaultMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~DeflatingSink() override { deflateEnd(&stream_); }
  DeflatingSink(const DeflatingSink&) = delete;
  DeflatingSink& operator=(const DeflatingSink&) = delete;

  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    while (!bytes.empty()) {
      const auto piece = bytes.first(std::min(bytes.size(), size_t{1} << 30));
      bytes = bytes.subspan(piece.size());
      // zlib's interface is not const-correct; it does not write to its input.
      stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));
      stream_.avail_in = static_cast<uInt>(piece.size());
      while (stream_.avail_in > 0) Deflate(Z_NO_FLUSH);
    }
  }

  void Finish() override {
    while (Deflate(Z_FINISH) != Z_STREAM_END) {
    }
    next_->Finish();
  }

 private:
  // One call of deflate(), its output passed on.
  int Deflate(int flush) {
    stream_.next_out = reinterpret_cast<Bytef*>(output_.data());
    stream_.avail_out = static_cast<uInt>(output_.size());
    const int status = deflate(&stream_, flush);
    next_->Write(std::span(output_).first(output_.size() - stream_.avail_out));
    return status;
  }

  std::unique_ptr<ByteSink> next_;
  std::vector<std::byte> output_;
  z_stream stream_ = {};
};

}  // namespace

std::unique_ptr<ByteSink> GzipSink(std::unique_ptr<ByteSink> next, int level) {
  if (level < 1 || level > 9) {
    throw UsageError("gzip level " + std::to_string(level) + "; accepted: 1 to 9");
  }
  return std::make_unique<DeflatingSink>(std::move(next), level);
}

}  // namespace tidemark::converter
