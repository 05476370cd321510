#include "harness/backends/ane/weight_store.h"

#include <filesystem>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "converter/error.h"
#include "converter/io/input_file.h"
#include "converter/io/mapped_file.h"
#include "converter/package/blob_reader.h"

namespace tidemark::harness::ane {
namespace {

// A whole file, in a buffer of exactly its size.
struct Buffer {
  std::unique_ptr<std::byte[]> bytes;
  size_t size = 0;

  std::span<const std::byte> get() const { return {bytes.get(), size}; }
};

Buffer ReadBuffer(const std::filesystem::path& path) {
  std::error_code error;
  const uint64_t size = std::filesystem::file_size(path, error);
  if (error) throw IoError::FromErrno("cannot read", path, error.value());
  if (size > kLargestWeightFileBytes) {
    throw FormatError(
        "the weight file is larger than " + std::to_string(kLargestWeightFileBytes) + " bytes",
        {.file = path.string()});
  }
  converter::InputFile input(path);
  Buffer buffer{.bytes = std::make_unique_for_overwrite<std::byte[]>(size), .size = size};
  if (input.Read({buffer.bytes.get(), buffer.size}) != size) {
    throw IoError("the file became shorter while it was read", {.file = path.string()});
  }
  return buffer;
}

}  // namespace

struct WeightStore::File {
  File(const std::filesystem::path& path, bool map) : name(path.string()) {
    if (map) {
      mapping.emplace(path, kLargestWeightFileBytes);
    } else {
      buffer = ReadBuffer(path);
    }
    reader.emplace(bytes(), name);
  }

  std::span<const std::byte> bytes() const {
    return mapping.has_value() ? mapping->bytes() : buffer.get();
  }

  // Empty where the file was read.
  std::span<const std::byte> mapped() const {
    return mapping.has_value() ? mapping->bytes() : std::span<const std::byte>();
  }

  std::string name;
  // One of the two holds the bytes.
  Buffer buffer = {};
  std::optional<converter::MappedFile> mapping = {};
  std::optional<converter::BlobReader> reader = {};
};

ConstantPtr WeightStore::Read(const std::string& file, uint64_t offset, ElementType element,
                              size_t count) {
  std::shared_ptr<const File>& entry = files_[file];
  if (entry == nullptr) {
    entry = std::make_shared<const File>(package_.WeightFile(file), map_);
  }
  const auto fail = [&](const std::string& message) {
    return FormatError(message, {.file = entry->name, .offset = offset});
  };
  const converter::BlobReader::Blob blob = entry->reader->At(offset);
  const bool half = blob.type == converter::BlobType::kFloat16;
  if (element != (half ? ElementType::kFloat16 : ElementType::kFloat32)) {
    throw fail("the weights are " + std::string(half ? "fp16" : "fp32") +
               ", and the constant is declared " + std::string(NameOf(element)));
  }
  if (blob.data.size() != count * BytesPerElement(blob.type)) {
    throw fail("the weights have " + std::to_string(blob.data.size()) +
               " bytes, and the constant has " + std::to_string(count) + " elements of " +
               std::string(NameOf(element)));
  }
  // Data start at multiples of 64 in bytes that are aligned for every type.
  if (half) {
    return HalfConstant({reinterpret_cast<const uint16_t*>(blob.data.data()), count}, entry,
                        entry->bytes().size(), entry->mapped());
  }
  Constant constant;
  constant.floats = {reinterpret_cast<const float*>(blob.data.data()), count};
  constant.owner = entry;
  constant.owner_bytes = entry->bytes().size();
  constant.mapping = entry->mapped();
  return std::make_shared<const Constant>(std::move(constant));
}

}  // namespace tidemark::harness::ane
