#include <algorithm>
#include <new>
#include <zlib.h>

#include "converter/io/inflater.h"

namespace tidemark::converter {

struct Inflater::State {
  z_stream stream = {};
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
  constexpr int kLargestWindow = 15;
  constexpr int kGzipWrapper = 16;
  if (inflateInit2(&state_->stream, kLargestWindow + kGzipWrapper) != Z_OK) throw std::bad_alloc();
}

Inflater::~Inflater() { inflateEnd(&state_->stream); }

Inflater::Progress Inflater::Inflate(std::span<const std::byte> in, std::span<std::byte> out) {
  constexpr size_t kMost = size_t{1} << 30;
  const auto given = static_cast<uInt>(std::min(in.size(), kMost));
  const auto room = static_cast<uInt>(std::min(out.size(), kMost));
  z_stream& stream = state_->stream;
  // zlib's interface is not const-correct; it does not write to its input.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(in.data()));
  stream.avail_in = given;
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = room;
  const int status = inflate(&stream, Z_NO_FLUSH);
  Progress progress = {.consumed = given - stream.avail_in, .produced = room - stream.avail_out};
  switch (status) {
    case Z_OK:
    case Z_BUF_ERROR:
      break;
    case Z_STREAM_END:
      progress.ended = true;
      break;
    case Z_MEM_ERROR:
      throw std::bad_alloc();
    default:
      progress.damage = stream.msg != nullptr ? stream.msg : "cannot be inflated";
  }
  return progress;
}

std::string InflateLibrary() { return std::string("zlib ") + zlibVersion(); }

}  // namespace tidemark::converter
