#include "converter/io/byte_source.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/io/inflating_file.h"

namespace tidemark::converter {
namespace {

class StreamedSource final : public ByteSource {
 public:
  StreamedSource(const std::filesystem::path& file, size_t window_bytes)
      : file_(file), window_(window_bytes) {}

  std::span<const std::byte> Next() override {
    const auto bytes = std::span(window_).first(file_.Read(window_));
    offset_ += bytes.size();
    return bytes;
  }

  uint64_t offset() const override { return offset_; }
  uint64_t held_bytes() const override { return window_.size(); }
  const std::string& name() const override { return file_.name(); }

 private:
  InflatingFile file_;
  std::vector<std::byte> window_;
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
  uint64_t held_bytes() const override { return owned_.size(); }
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

std::unique_ptr<ByteSource> OpenBuffered(const std::filesystem::path& file,
                                         const std::function<void(uint64_t held)>& on_growth) {
  StreamedSource stream(file, kStreamWindowBytes);
  std::vector<std::byte> bytes;
  for (auto piece = stream.Next(); !piece.empty(); piece = stream.Next()) {
    if (bytes.size() + piece.size() > bytes.capacity()) {
      // As a vector grows by itself, with a moment to look at it.
      std::vector<std::byte> grown;
      grown.reserve(bytes.size() + std::max(bytes.size(), piece.size()));
      grown.insert(grown.end(), bytes.begin(), bytes.end());
      if (on_growth) on_growth(bytes.size() + grown.size() + stream.held_bytes());
      bytes = std::move(grown);
    }
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  }
  return std::make_unique<MemorySource>(std::move(bytes), stream.name());
}

std::unique_ptr<ByteSource> OpenMemory(std::span<const std::byte> bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

}  // namespace tidemark::converter
