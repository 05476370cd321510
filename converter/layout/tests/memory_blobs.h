#ifndef TIDEMARK_CONVERTER_LAYOUT_TESTS_MEMORY_BLOBS_H_
#define TIDEMARK_CONVERTER_LAYOUT_TESTS_MEMORY_BLOBS_H_

// For tests only: blobs that end in memory.

#include <cstring>
#include <span>
#include <vector>

#include "converter/layout/blob_sink.h"

namespace tidemark::testing {

class MemoryBlobs final : public converter::BlobSink {
 public:
  struct Blob {
    converter::BlobType type = converter::BlobType::kFloat16;
    uint64_t declared = 0;
    bool ended = false;
    std::vector<std::byte> bytes = {};

    // The data as elements of a type.
    template <typename Element>
    std::vector<Element> As() const {
      std::vector<Element> elements(bytes.size() / sizeof(Element));
      std::memcpy(elements.data(), bytes.data(), elements.size() * sizeof(Element));
      return elements;
    }
  };

  void BeginBlob(converter::BlobType type, uint64_t bytes) override {
    blobs_.push_back({type, bytes, false, {}});
  }
  void WriteBlob(std::span<const std::byte> bytes) override {
    blobs_.back().bytes.insert(blobs_.back().bytes.end(), bytes.begin(), bytes.end());
  }
  void EndBlob() override { blobs_.back().ended = true; }

  const std::vector<Blob>& blobs() const { return blobs_; }

 private:
  std::vector<Blob> blobs_;
};

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_LAYOUT_TESTS_MEMORY_BLOBS_H_
