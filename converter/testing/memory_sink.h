#ifndef TIDEMARK_CONVERTER_TESTING_MEMORY_SINK_H_
#define TIDEMARK_CONVERTER_TESTING_MEMORY_SINK_H_

// For tests only: sinks that end in memory.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converter/io/byte_sink.h"
#include "converter/io/sha256.h"

namespace tidemark::testing {

// Keeps every byte.
class MemorySink final : public converter::ByteSink {
 public:
  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  void Finish() override {}

  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

// Counts and hashes every byte, and keeps none.
class HashSink final : public converter::ByteSink {
 public:
  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    hash_.Update(bytes);
    count_ += bytes.size();
  }
  void Finish() override {}

  uint64_t count() const { return count_; }
  // In hexadecimal; the sink starts over afterwards.
  std::string TakeDigest() {
    count_ = 0;
    return converter::ToHex(hash_.Finish());
  }

 private:
  converter::Sha256 hash_;
  uint64_t count_ = 0;
};

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_MEMORY_SINK_H_
