#ifndef TIDEMARK_CONVERTER_PACKAGE_BLOB_WRITER_H_
#define TIDEMARK_CONVERTER_PACKAGE_BLOB_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <span>

#include "converter/io/content_hash.h"
#include "converter/io/output_file.h"
#include "converter/layout/blob_sink.h"
#include "converter/package/hashed_file.h"

namespace tidemark::converter {

// Writes a weight file (MIL blob storage, version 2): a header of 64 bytes, then per blob, at a
// multiple of 64, a record of 64 bytes and the data. Front to back, but for the header: it states
// how many blobs there are, which is known when the last one has come.
class BlobWriter final : public BlobSink {
 public:
  // Throws IoError when `file` exists.
  explicit BlobWriter(const std::filesystem::path& file, Sync sync = Sync::kYes);

  void BeginBlob(BlobType type, uint64_t bytes) override;
  void WriteBlob(std::span<const std::byte> bytes) override;
  void EndBlob() override;

  // Where the record of the next blob will start.
  uint64_t next_offset() const;

  // Writes the header, syncs if that was asked for, and closes the file. Throws std::logic_error
  // inside a blob.
  void Finish();

  uint32_t blobs() const { return blobs_; }
  // Size of the file so far.
  uint64_t bytes() const { return file_.bytes(); }
  // Of what follows the header and then of the header, after Finish().
  ContentDigest digest() const { return file_.digest(); }

 private:
  HashedFile file_;
  uint32_t blobs_ = 0;
  bool in_blob_ = false;
  uint64_t missing_bytes_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_BLOB_WRITER_H_
