#include "converter/io/content_hash.h"

#include <cstring>

// The whole library stands in its header, so nothing has to be linked or loaded for it.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace tidemark::converter {

struct ContentHash::State {
  XXH3_state_t xxh3;
};

ContentHash::ContentHash() : state_(std::make_unique<State>()) {
  XXH3_INITSTATE(&state_->xxh3);
  XXH3_128bits_reset(&state_->xxh3);
}

ContentHash::~ContentHash() = default;

void ContentHash::Update(std::span<const std::byte> bytes) {
  XXH3_128bits_update(&state_->xxh3, bytes.data(), bytes.size());
}

ContentDigest ContentHash::Digest() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state_->xxh3));
  ContentDigest digest = {};
  std::memcpy(digest.data(), canonical.digest, digest.size());
  return digest;
}

}  // namespace tidemark::converter
