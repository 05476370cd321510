#include "converter/package/blob_writer.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "converter/package/blob_record.h"

namespace tidemark::converter {

static_assert(kBlobFileHeaderBytes == kBlobRecordBytes);

BlobWriter::BlobWriter(const std::filesystem::path& file, Sync sync) : file_(file, sync) {
  file_.Reserve(kBlobFileHeaderBytes);
}

uint64_t BlobWriter::next_offset() const { return NextRecordOffset(bytes()); }

void BlobWriter::BeginBlob(BlobType type, uint64_t bytes) {
  if (std::exchange(in_blob_, true)) throw std::logic_error("a blob begins inside another");
  static constexpr std::array<std::byte, kBlobAlignment> kPadding = {};
  const uint64_t offset = next_offset();
  file_.Write(std::span(kPadding).first(offset - this->bytes()));
  BlobRecordBytes record = {};
  PutLittleEndian(kBlobSentinel, kRecordSentinelAt, record);
  PutLittleEndian(static_cast<uint32_t>(type), kRecordTypeAt, record);
  PutLittleEndian(bytes, kRecordBytesAt, record);
  PutLittleEndian(offset + kBlobRecordBytes, kRecordDataOffsetAt, record);
  file_.Write(record);
  missing_bytes_ = bytes;
}

void BlobWriter::WriteBlob(std::span<const std::byte> bytes) {
  if (bytes.size() > missing_bytes_) throw std::logic_error("a blob is longer than declared");
  file_.Write(bytes);
  missing_bytes_ -= bytes.size();
}

void BlobWriter::EndBlob() {
  if (missing_bytes_ != 0) throw std::logic_error("a blob is shorter than declared");
  in_blob_ = false;
  ++blobs_;
}

void BlobWriter::Finish() {
  if (in_blob_) throw std::logic_error("the last blob has not ended");
  BlobRecordBytes header = {};
  PutLittleEndian(blobs_, kHeaderCountAt, header);
  PutLittleEndian(kBlobFileVersion, kHeaderVersionAt, header);
  file_.FillReserved(header);
  file_.Finish();
}

}  // namespace tidemark::converter
