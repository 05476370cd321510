#include "converter/package/blob_reader.h"

#include <utility>

#include "converter/error.h"
#include "converter/package/blob_record.h"

namespace tidemark::converter {

BlobReader::BlobReader(std::span<const std::byte> bytes, std::string name)
    : bytes_(bytes), name_(std::move(name)) {
  if (bytes_.size() < kBlobFileHeaderBytes) {
    throw FormatError("not a weight file: it has " + std::to_string(bytes_.size()) +
                          " bytes, fewer than its header of 64",
                      {.file = name_});
  }
  const auto version = GetLittleEndian<uint32_t>(bytes_, kHeaderVersionAt);
  if (version != kBlobFileVersion) {
    throw FormatError("weight file version " + std::to_string(version) + ", expected 2",
                      {.file = name_, .offset = kHeaderVersionAt});
  }
  count_ = GetLittleEndian<uint32_t>(bytes_, kHeaderCountAt);
}

BlobReader::Blob BlobReader::At(uint64_t offset) const {
  const auto fail = [&](const std::string& message) {
    return FormatError(message, {.file = name_, .offset = offset});
  };
  if (offset < kBlobFileHeaderBytes || offset % kBlobAlignment != 0) {
    throw fail("a weight record cannot start here, only at multiples of 64 after the header");
  }
  if (offset > bytes_.size() || bytes_.size() - offset < kBlobRecordBytes) {
    throw fail("the weight file ends before this record");
  }
  const auto record = bytes_.subspan(offset, kBlobRecordBytes);
  if (GetLittleEndian<uint32_t>(record, kRecordSentinelAt) != kBlobSentinel) {
    throw fail("no weight record starts here: its mark 0xDEADBEEF is missing");
  }
  const auto type = GetLittleEndian<uint32_t>(record, kRecordTypeAt);
  if (type != static_cast<uint32_t>(BlobType::kFloat16) &&
      type != static_cast<uint32_t>(BlobType::kFloat32)) {
    throw fail("weights of element type " + std::to_string(type) +
               ", expected 1 (float16) or 2 (float32)");
  }
  const auto size = GetLittleEndian<uint64_t>(record, kRecordBytesAt);
  const auto data = GetLittleEndian<uint64_t>(record, kRecordDataOffsetAt);
  if (data != offset + kBlobRecordBytes) {
    throw fail("the record points at byte " + std::to_string(data) +
               " for its data, expected the byte after it");
  }
  if (size > bytes_.size() - data) throw fail("the weight file ends before this record's data");
  return {static_cast<BlobType>(type), bytes_.subspan(data, size)};
}

std::vector<uint64_t> BlobReader::Offsets() const {
  std::vector<uint64_t> offsets;
  uint64_t offset = kBlobFileHeaderBytes;
  for (uint32_t i = 0; i < count_; ++i) {
    const Blob blob = At(offset);
    offsets.push_back(offset);
    offset = NextRecordOffset(offset + kBlobRecordBytes + blob.data.size());
  }
  return offsets;
}

}  // namespace tidemark::converter
