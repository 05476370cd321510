#ifndef TIDEMARK_CONVERTER_PACKAGE_BLOB_WRITER_H_
#define TIDEMARK_CONVERTER_PACKAGE_BLOB_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <span>

#include "converter/io/sha256.h"
#include "converter/layout/blob_sink.h"
#include "converter/package/hashed_file.h"

namespace tidemark::converter {

// Writes a weight file (MIL blob storage, version 2): a header of 64 bytes, then per blob, at a
// multiple of 64, a record of 64 bytes and the data. Front to back, so that the digest of the whole
// file is known with its last byte.
class BlobWriter final : public BlobSink {
 public:
  // `blobs` is how many will come; the header states it. Throws IoError when `file` exists.
  BlobWriter(const std::filesystem::path& file, uint32_t blobs);

  void BeginBlob(BlobType type, uint64_t bytes) override;
  void WriteBlob(std::span<const std::byte> bytes) override;
  void EndBlob() override;

  // Where the record of the next blob will start.
  uint64_t next_offset() const;

  // Syncs and closes the file. Throws std::logic_error when another number of blobs came.
  void Finish();

  // Size of the file so far.
  uint64_t bytes() const { return file_.bytes(); }
  // Of the whole file, after Finish().
  const Sha256Digest& digest() const { return file_.digest(); }

 private:
  HashedFile file_;
  uint32_t missing_blobs_ = 0;
  uint64_t missing_bytes_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_BLOB_WRITER_H_
