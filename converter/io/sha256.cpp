#include "converter/io/sha256.h"

#include <cstdint>
#include <vector>

#include <nettle/sha2.h>

#include "converter/io/input_file.h"

namespace tidemark::converter {

struct Sha256::State {
  sha256_ctx context = {};
};

Sha256::Sha256() : state_(std::make_unique<State>()) { sha256_init(&state_->context); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::Update(std::span<const std::byte> bytes) {
  sha256_update(&state_->context, bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()));
}

Sha256Digest Sha256::Finish() {
  Sha256Digest digest = {};
  sha256_digest(&state_->context, digest.size(), reinterpret_cast<uint8_t*>(digest.data()));
  return digest;
}

Sha256Digest Sha256OfFile(const std::filesystem::path& file) {
  InputFile input(file);
  std::vector<std::byte> buffer(size_t{64} * 1024);
  Sha256 hash;
  while (const size_t got = input.Read(buffer)) {
    hash.Update(std::span(buffer).first(got));
  }
  return hash.Finish();
}

}  // namespace tidemark::converter
