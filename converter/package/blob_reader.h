#ifndef TIDEMARK_CONVERTER_PACKAGE_BLOB_READER_H_
#define TIDEMARK_CONVERTER_PACKAGE_BLOB_READER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converter/layout/blob_form.h"

namespace tidemark::converter {

// A weight file (MIL blob storage, version 2) whose bytes are in memory or mapped. Only what is
// asked for is touched.
class BlobReader {
 public:
  struct Blob {
    BlobType type = BlobType::kFloat16;
    std::span<const std::byte> data = {};
  };

  // `bytes` must outlive the reader and what it hands out; `name` is for messages. Throws
  // FormatError when the header is not one of version 2.
  BlobReader(std::span<const std::byte> bytes, std::string name);

  uint32_t count() const { return count_; }

  // The blob whose record starts at `offset`. Throws FormatError when there is no record, its data
  // do not lie inside the file, or its elements are neither float16 nor float32.
  Blob At(uint64_t offset) const;

  // The offsets of all records, in file order, found by walking the file. Throws as At().
  std::vector<uint64_t> Offsets() const;

 private:
  std::span<const std::byte> bytes_;
  std::string name_;
  uint32_t count_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_BLOB_READER_H_
