#ifndef TIDEMARK_CONVERTER_PACKAGE_HASHED_FILE_H_
#define TIDEMARK_CONVERTER_PACKAGE_HASHED_FILE_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "converter/io/byte_sink.h"
#include "converter/io/content_hash.h"
#include "converter/io/output_file.h"

namespace tidemark::converter {

// A new file of a package, whose digest is taken while it is written.
class HashedFile final : public ByteSink {
 public:
  // Throws IoError when `file` exists or cannot be created.
  explicit HashedFile(const std::filesystem::path& file, Sync sync = Sync::kYes)
      : file_(file), sync_(sync) {}

  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    hash_.Update(bytes);
    file_.Write(bytes);
    bytes_ += bytes.size();
  }

  // Leaves room at the front for what is known only at the end.
  void Reserve(size_t bytes) {
    file_.Write(std::vector<std::byte>(bytes));
    bytes_ += bytes;
  }
  // Fills that room; the digest has it after everything else.
  void FillReserved(std::span<const std::byte> front) {
    hash_.Update(front);
    file_.Overwrite(front);
  }

  // Syncs, if that was asked for, and closes.
  void Finish() override { file_.Close(sync_); }

  uint64_t bytes() const { return bytes_; }
  // Of everything written, in the order in which it was.
  ContentDigest digest() const { return hash_.Digest(); }

 private:
  OutputFile file_;
  Sync sync_;
  ContentHash hash_;
  uint64_t bytes_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_HASHED_FILE_H_
