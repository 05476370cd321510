#ifndef TIDEMARK_CONVERTER_PACKAGE_BLOB_RECORD_H_
#define TIDEMARK_CONVERTER_PACKAGE_BLOB_RECORD_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "converter/layout/blob_plan.h"

namespace tidemark::converter {

// The fields of a weight file's header and records, all little-endian; the rest is zero.
//
//   header   0 blob count (u32), 4 version (u32)
//   record   0 sentinel (u32), 4 element type (u32), 8 data bytes (u64), 16 data offset (u64)

static_assert(std::endian::native == std::endian::little,
              "weights are written and mapped as they lie in memory");

inline constexpr uint32_t kBlobFileVersion = 2;
inline constexpr uint32_t kBlobSentinel = 0xDEADBEEF;

inline constexpr size_t kHeaderCountAt = 0;
inline constexpr size_t kHeaderVersionAt = 4;
inline constexpr size_t kRecordSentinelAt = 0;
inline constexpr size_t kRecordTypeAt = 4;
inline constexpr size_t kRecordBytesAt = 8;
inline constexpr size_t kRecordDataOffsetAt = 16;

using BlobRecordBytes = std::array<std::byte, kBlobRecordBytes>;

template <typename Integer>
void PutLittleEndian(Integer value, size_t at, std::span<std::byte> out) {
  for (size_t i = 0; i < sizeof(Integer); ++i) {
    out[at + i] = static_cast<std::byte>(value >> (8 * i));
  }
}

template <typename Integer>
Integer GetLittleEndian(std::span<const std::byte> in, size_t at) {
  Integer value = 0;
  for (size_t i = sizeof(Integer); i-- > 0;) {
    value = static_cast<Integer>(value << 8 | std::to_integer<Integer>(in[at + i]));
  }
  return value;
}

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_BLOB_RECORD_H_
