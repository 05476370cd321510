#ifndef TIDEMARK_CONVERTER_PACKAGE_HASHED_FILE_H_
#define TIDEMARK_CONVERTER_PACKAGE_HASHED_FILE_H_

#include <cstdint>
#include <filesystem>
#include <span>

#include "converter/io/byte_sink.h"
#include "converter/io/output_file.h"
#include "converter/io/sha256.h"

namespace tidemark::converter {

// A new file of a package, whose digest is taken while it is written.
class HashedFile final : public ByteSink {
 public:
  // Throws IoError when `file` exists or cannot be created.
  explicit HashedFile(const std::filesystem::path& file) : file_(file) {}

  using ByteSink::Write;
  void Write(std::span<const std::byte> bytes) override {
    hash_.Update(bytes);
    file_.Write(bytes);
    bytes_ += bytes.size();
  }

  // Syncs and closes.
  void Finish() override {
    file_.Close();
    digest_ = hash_.Finish();
  }

  uint64_t bytes() const { return bytes_; }
  // Of the whole file, after Finish().
  const Sha256Digest& digest() const { return digest_; }

 private:
  OutputFile file_;
  Sha256 hash_;
  Sha256Digest digest_ = {};
  uint64_t bytes_ = 0;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_PACKAGE_HASHED_FILE_H_
