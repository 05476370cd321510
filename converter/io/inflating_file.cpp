#include "converter/io/inflating_file.h"

#include <algorithm>

#include "converter/error.h"
#include "converter/io/interrupt.h"

namespace tidemark::converter {
namespace {

constexpr size_t kReadBytes = size_t{64} * 1024;
constexpr std::byte kGzipMagic[] = {std::byte{0x1F}, std::byte{0x8B}};

bool StartsWithGzipMagic(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == kGzipMagic[0] && bytes[1] == kGzipMagic[1];
}

}  // namespace

InflatingFile::InflatingFile(const std::filesystem::path& file) : file_(file), input_(kReadBytes) {
  pending_ = ReadInput();
  if (StartsWithGzipMagic(pending_)) inflater_ = std::make_unique<Inflater>();
}

size_t InflatingFile::Read(std::span<std::byte> out) {
  ThrowIfInterrupted();
  const size_t count = inflater_ != nullptr ? ReadInflated(out) : ReadPlain(out);
  offset_ += count;
  return count;
}

std::span<const std::byte> InflatingFile::ReadInput() {
  return std::span(input_).first(file_.Read(input_));
}

size_t InflatingFile::ReadPlain(std::span<std::byte> out) {
  const size_t first = std::min(pending_.size(), out.size());
  std::copy_n(pending_.begin(), first, out.begin());
  pending_ = pending_.subspan(first);
  return first + file_.Read(out.subspan(first));
}

size_t InflatingFile::ReadInflated(std::span<std::byte> out) {
  size_t filled = 0;
  while (filled < out.size() && !ended_) {
    if (pending_.empty()) pending_ = ReadInput();
    filled += InflateInto(out.subspan(filled), offset_ + filled);
  }
  return filled;
}

size_t InflatingFile::InflateInto(std::span<std::byte> out, uint64_t reached) {
  const bool no_more = pending_.empty();
  const Inflater::Progress progress = inflater_->Inflate(pending_, out);
  pending_ = pending_.subspan(progress.consumed);
  reached += progress.produced;
  if (!progress.damage.empty()) Fail("damaged gzip stream: " + progress.damage, reached);
  if (progress.ended) {
    ended_ = true;
    CheckNothingFollows(reached);
  } else if (progress.consumed == 0 && progress.produced == 0) {
    Fail(no_more ? "the gzip stream ends early" : "damaged gzip stream: cannot be inflated",
         reached);
  }
  return progress.produced;
}

void InflatingFile::CheckNothingFollows(uint64_t end) {
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

void InflatingFile::Fail(const std::string& message, uint64_t offset) const {
  throw FormatError(message, {.file = name(), .offset = offset});
}

}  // namespace tidemark::converter
