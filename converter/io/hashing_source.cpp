#include "converter/io/hashing_source.h"

#include <utility>

namespace tidemark::converter {

HashingSource::HashingSource(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

std::span<const std::byte> HashingSource::Next() {
  const std::span<const std::byte> bytes = source_->Next();
  sha256_.Update(bytes);
  return bytes;
}

}  // namespace tidemark::converter
