#include "reference/cases/tensor_stream.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "converter/error.h"
#include "converter/io/byte_source.h"

namespace tidemark::reference {
namespace {

using FloatBytes = std::array<std::byte, sizeof(float)>;

float FromLittleEndian(FloatBytes bytes) {
  uint32_t bits = 0;
  for (size_t i = 0; i < bytes.size(); ++i) bits |= std::to_integer<uint32_t>(bytes[i]) << (8 * i);
  return std::bit_cast<float>(bits);
}

FloatBytes ToLittleEndian(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  FloatBytes bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(bits >> (8 * i));
  return bytes;
}

}  // namespace

void ReadTensorStream(const std::filesystem::path& file, uint64_t expected, CaseValues& values) {
  const std::unique_ptr<converter::ByteSource> source = converter::OpenStreamed(file);
  const uint64_t expected_bytes = expected * sizeof(float);
  std::vector<float> arrived;
  FloatBytes pending = {};
  size_t pending_size = 0;
  for (std::span<const std::byte> chunk = source->Next(); !chunk.empty(); chunk = source->Next()) {
    if (source->offset() > expected_bytes) {
      throw FormatError(
          "goes on after its last tensor, which ends at byte " + std::to_string(expected_bytes),
          {.file = file.string(), .offset = expected_bytes});
    }
    arrived.clear();
    for (const std::byte byte : chunk) {
      pending[pending_size++] = byte;
      if (pending_size == pending.size()) {
        arrived.push_back(FromLittleEndian(pending));
        pending_size = 0;
      }
    }
    values.Append(arrived);
  }
  if (source->offset() != expected_bytes) {
    throw FormatError("ends early: the tensors take " + std::to_string(expected_bytes) +
                          " bytes, the file holds " + std::to_string(source->offset()),
                      {.file = file.string(), .offset = source->offset()});
  }
}

void WriteTensorValues(std::span<const float> values, converter::ByteSink& sink) {
  std::vector<std::byte> bytes;
  bytes.reserve(values.size_bytes());
  for (const float value : values) {
    const FloatBytes one = ToLittleEndian(value);
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  sink.Write(bytes);
}

}  // namespace tidemark::reference
