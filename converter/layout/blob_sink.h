#ifndef TIDEMARK_CONVERTER_LAYOUT_BLOB_SINK_H_
#define TIDEMARK_CONVERTER_LAYOUT_BLOB_SINK_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "converter/layout/blob_form.h"

namespace tidemark::converter {

// Where finished blobs go, one after the other, in the order of the weight file. Between
// BeginBlob() and EndBlob() come exactly `bytes` bytes, in pieces of any size, in the file's byte
// order.
class BlobSink {
 public:
  virtual ~BlobSink() = default;

  virtual void BeginBlob(BlobType type, uint64_t bytes) = 0;
  virtual void WriteBlob(std::span<const std::byte> bytes) = 0;
  virtual void EndBlob() = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_LAYOUT_BLOB_SINK_H_
