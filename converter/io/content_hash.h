#ifndef TIDEMARK_CONVERTER_IO_CONTENT_HASH_H_
#define TIDEMARK_CONVERTER_IO_CONTENT_HASH_H_

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace tidemark::converter {

using ContentDigest = std::array<std::byte, 16>;

// XXH3 with 128 bits: tells contents apart at the speed of memory. It keeps no one from making two
// contents that hash alike; where that matters there is Sha256.
class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(const ContentHash&) = delete;
  ContentHash& operator=(const ContentHash&) = delete;

  void Update(std::span<const std::byte> bytes);
  void Update(std::string_view text) { Update(std::as_bytes(std::span(text))); }

  // Of everything so far, in the canonical (big-endian) form.
  ContentDigest Digest() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_CONTENT_HASH_H_
