#ifndef TIDEMARK_CONVERTER_IO_HASHING_SOURCE_H_
#define TIDEMARK_CONVERTER_IO_HASHING_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "converter/io/byte_source.h"
#include "converter/io/sha256.h"

namespace tidemark::converter {

// Passes another source's bytes on and hashes them on the way. Once the stream was read to its end,
// Digest() identifies its content, whatever it was compressed with.
class HashingSource final : public ByteSource {
 public:
  explicit HashingSource(std::unique_ptr<ByteSource> source);

  std::span<const std::byte> Next() override;
  uint64_t offset() const override { return source_->offset(); }
  uint64_t held_bytes() const override { return source_->held_bytes(); }
  const std::string& name() const override { return source_->name(); }

  Sha256Digest Digest() { return sha256_.Finish(); }

 private:
  std::unique_ptr<ByteSource> source_;
  Sha256 sha256_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_HASHING_SOURCE_H_
