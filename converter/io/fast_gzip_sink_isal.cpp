#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include <isa-l.h>

#include "converter/io/byte_sink.h"

namespace tidemark::converter {
namespace {

class FastDeflatingSink final : public ByteSink {
 public:
  explicit FastDeflatingSink(std::unique_ptr<ByteSink> next)
      : next_(std::move(next)), output_(size_t{64} * 1024), level_buffer_(ISAL_DEF_LVL1_DEFAULT) {
    isal_deflate_init(&stream_);
    stream_.gzip_flag = IGZIP_GZIP;
    // On float weights level 0 gives up a third of the size and level 3 gains nothing.
    stream_.level = 1;
    stream_.level_buf = level_buffer_.data();
    stream_.level_buf_size = static_cast<uint32_t>(level_buffer_.size());
  }

  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    while (!bytes.empty()) {
      const auto piece = bytes.first(std::min(bytes.size(), size_t{1} << 30));
      bytes = bytes.subspan(piece.size());
      // ISA-L's interface is not const-correct; it does not write to its input.
      stream_.next_in = const_cast<uint8_t*>(reinterpret_cast<const uint8_t*>(piece.data()));
      stream_.avail_in = static_cast<uint32_t>(piece.size());
      while (stream_.avail_in > 0) Deflate();
    }
  }

  void Finish() override {
    stream_.end_of_stream = 1;
    while (stream_.internal_state.state != ZSTATE_END) Deflate();
    next_->Finish();
  }

 private:
  void Deflate() {
    stream_.next_out = reinterpret_cast<uint8_t*>(output_.data());
    stream_.avail_out = static_cast<uint32_t>(output_.size());
    if (isal_deflate(&stream_) != COMP_OK) throw std::logic_error("ISA-L refuses to compress");
    next_->Write(std::span(output_).first(output_.size() - stream_.avail_out));
  }

  std::unique_ptr<ByteSink> next_;
  std::vector<std::byte> output_;
  std::vector<uint8_t> level_buffer_;
  isal_zstream stream_ = {};
};

}  // namespace

std::unique_ptr<ByteSink> FastGzipSink(std::unique_ptr<ByteSink> next) {
  return std::make_unique<FastDeflatingSink>(std::move(next));
}

}  // namespace tidemark::converter
