#include "converter/io/byte_source.h"

#include <algorithm>
#include <new>
#include <utility>
#include <vector>
#include <zlib.h>

#include "converter/error.h"
#include "converter/io/input_file.h"
#include "converter/io/interrupt.h"

namespace tidemark::converter {
namespace {

constexpr size_t kReadBytes = size_t{64} * 1024;
constexpr std::byte kGzipMagic[] = {std::byte{0x1F}, std::byte{0x8B}};

bool StartsWithGzipMagic(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == kGzipMagic[0] && bytes[1] == kGzipMagic[1];
}

// zlib's inflate state for one gzip member.
class Inflater {
 public:
  Inflater() {
    constexpr int kLargestWindow = 15;
    constexpr int kGzipWrapper = 16;
    if (inflateInit2(&stream_, kLargestWindow + kGzipWrapper) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream& stream() { return stream_; }

 private:
  z_stream stream_ = {};
};

class StreamedSource final : public ByteSource {
 public:
  StreamedSource(const std::filesystem::path& file, size_t window_bytes)
      : file_(file), input_(kReadBytes), window_(window_bytes) {
    pending_ = ReadInput();
    if (StartsWithGzipMagic(pending_)) inflater_ = std::make_unique<Inflater>();
  }

  std::span<const std::byte> Next() override {
    ThrowIfInterrupted();
    const std::span<const std::byte> bytes = inflater_ ? NextInflated() : NextPlain();
    offset_ += bytes.size();
    return bytes;
  }

  uint64_t offset() const override { return offset_; }
  const std::string& name() const override { return file_.name(); }

 private:
  std::span<const std::byte> ReadInput() { return std::span(input_).first(file_.Read(input_)); }

  std::span<const std::byte> NextPlain() {
    if (!pending_.empty()) {
      const size_t count = std::min(pending_.size(), window_.size());
      const auto bytes = pending_.first(count);
      pending_ = pending_.subspan(count);
      return bytes;
    }
    return std::span(window_).first(file_.Read(window_));
  }

  // Fills the window, or reaches the end of the member with everything checked.
  std::span<const std::byte> NextInflated() {
    size_t filled = 0;
    while (filled < window_.size() && !ended_) {
      if (pending_.empty()) pending_ = ReadInput();
      filled += InflateInto(std::span(window_).subspan(filled), filled);
    }
    return std::span(window_).first(filled);
  }

  // `before` bytes of the window are filled already; for messages.
  size_t InflateInto(std::span<std::byte> out, size_t before) {
    z_stream& stream = inflater_->stream();
    // zlib's interface is not const-correct; it does not write to its input.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(pending_.data()));
    stream.avail_in = static_cast<uInt>(pending_.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    const auto room = static_cast<uInt>(std::min<size_t>(out.size(), size_t{1} << 30));
    stream.avail_out = room;
    const int status = inflate(&stream, Z_NO_FLUSH);
    const size_t produced = room - stream.avail_out;
    pending_ = pending_.last(stream.avail_in);
    const uint64_t reached = offset_ + before + produced;
    switch (status) {
      case Z_OK:
        return produced;
      case Z_STREAM_END:
        ended_ = true;
        CheckNothingFollows(reached);
        return produced;
      case Z_BUF_ERROR:
        Fail("the gzip stream ends early", reached);
      case Z_MEM_ERROR:
        throw std::bad_alloc();
      default:
        Fail(std::string("damaged gzip stream: ") +
                 (stream.msg != nullptr ? stream.msg : "cannot be inflated"),
             reached);
    }
  }

  void CheckNothingFollows(uint64_t end) {
    if (pending_.size() < 2) {
      // The member's last bytes were the buffer's last: what follows, if anything, is not read yet.
      std::copy(pending_.begin(), pending_.end(), input_.begin());
      const size_t kept = pending_.size();
      const size_t got = file_.Read(std::span(input_).subspan(kept));
      pending_ = std::span(input_).first(kept + got);
    }
    if (StartsWithGzipMagic(pending_)) {
      Fail("a second gzip member follows the first; expected only one", end);
    }
    if (!pending_.empty()) Fail("bytes follow the end of the gzip stream", end);
  }

  [[noreturn]] void Fail(const std::string& message, uint64_t offset) const {
    throw FormatError(message, {.file = name(), .offset = offset});
  }

  InputFile file_;
  std::vector<std::byte> input_;
  // The part of input_ that is not consumed yet.
  std::span<const std::byte> pending_;
  std::vector<std::byte> window_;
  // Absent for files that are not gzip.
  std::unique_ptr<Inflater> inflater_;
  bool ended_ = false;
  uint64_t offset_ = 0;
};

// Serves bytes in memory, all at once.
class MemorySource final : public ByteSource {
 public:
  MemorySource(std::span<const std::byte> bytes, std::string name)
      : bytes_(bytes), name_(std::move(name)) {}

  // Owns what it serves.
  MemorySource(std::vector<std::byte> bytes, std::string name)
      : owned_(std::move(bytes)), bytes_(owned_), name_(std::move(name)) {}

  std::span<const std::byte> Next() override {
    const auto rest = bytes_.subspan(offset_);
    offset_ = bytes_.size();
    return rest;
  }

  uint64_t offset() const override { return offset_; }
  const std::string& name() const override { return name_; }

 private:
  std::vector<std::byte> owned_;
  std::span<const std::byte> bytes_;
  std::string name_;
  size_t offset_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> OpenStreamed(const std::filesystem::path& file, size_t window_bytes) {
  if (window_bytes == 0) throw UsageError("a window of 0 bytes", {.file = file.string()});
  return std::make_unique<StreamedSource>(file, window_bytes);
}

std::unique_ptr<ByteSource> OpenBuffered(const std::filesystem::path& file) {
  StreamedSource stream(file, kStreamWindowBytes);
  std::vector<std::byte> bytes;
  for (auto piece = stream.Next(); !piece.empty(); piece = stream.Next()) {
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  }
  return std::make_unique<MemorySource>(std::move(bytes), stream.name());
}

std::unique_ptr<ByteSource> OpenMemory(std::span<const std::byte> bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

}  // namespace tidemark::converter
