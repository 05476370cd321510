#ifndef TIDEMARK_CONVERTER_IO_SHA256_H_
#define TIDEMARK_CONVERTER_IO_SHA256_H_

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "converter/io/hex.h"

namespace tidemark::converter {

using Sha256Digest = std::array<std::byte, 32>;

// SHA-256 of bytes as they come (FIPS 180-4).
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void Update(std::span<const std::byte> bytes);
  void Update(std::string_view text) { Update(std::as_bytes(std::span(text))); }

  // The digest of everything so far. The object starts over afterwards.
  Sha256Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The digest of a file as it is stored. Throws IoError.
Sha256Digest Sha256OfFile(const std::filesystem::path& file);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_SHA256_H_
