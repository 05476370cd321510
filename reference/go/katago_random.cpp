#include "reference/go/katago_random.h"

#include <bit>
#include <string>
#include <vector>

#include <nettle/md5.h>

#include "converter/io/sha256.h"

namespace tidemark::reference {
namespace {

constexpr size_t kStateWords = 17;
// From one block of seed words to the next.
constexpr int kCounterStep = 37;

const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

// The first four bytes of the MD5 of the seed, little-endian.
uint32_t Mark(std::string_view seed) {
  md5_ctx md5;
  md5_init(&md5);
  md5_update(&md5, seed.size(), Bytes(seed));
  std::array<uint8_t, MD5_DIGEST_SIZE> digest = {};
  md5_digest(&md5, digest.size(), digest.data());
  uint32_t mark = 0;
  for (size_t i = 0; i < 4; ++i) mark |= static_cast<uint32_t>(digest[i]) << (8 * i);
  return mark;
}

std::vector<uint64_t> SeedWords(std::string_view seed) {
  const std::string tail = "|" + std::to_string(Mark(seed)) + "|" + std::string(seed);
  std::vector<uint64_t> words;
  for (int counter = 0; words.size() < kStateWords; counter += kCounterStep) {
    const std::string text = std::to_string(counter) + tail;
    converter::Sha256 sha256;
    sha256.Update(text);
    const auto digest = sha256.Finish();
    for (size_t begin = 0; begin < digest.size(); begin += 8) {
      uint64_t word = 0;
      for (size_t i = 0; i < 8; ++i)
        word = word << 8 | std::to_integer<uint64_t>(digest[begin + i]);
      // A state of zeros would never leave them.
      if (word != 0) words.push_back(word);
    }
  }
  return words;
}

}  // namespace

KataGoRandom::KataGoRandom(std::string_view seed) {
  const std::vector<uint64_t> words = SeedWords(seed);
  for (size_t i = 0; i < xorshift_.size(); ++i) xorshift_[i] = words[i];
  pcg_ = words[xorshift_.size()];
}

uint32_t KataGoRandom::Next32() {
  pcg_ = pcg_ * 6364136223846793005 + 1442695040888963407;
  const auto mixed = static_cast<uint32_t>(((pcg_ >> 18) ^ pcg_) >> 27);
  const uint32_t pcg = std::rotr(mixed, static_cast<int>(pcg_ >> 59));

  uint64_t p = xorshift_[index_];
  index_ = (index_ + 1) % xorshift_.size();
  uint64_t q = xorshift_[index_];
  q ^= q << 31;
  q ^= q >> 11;
  p ^= p >> 30;
  xorshift_[index_] = p ^ q;
  return pcg + static_cast<uint32_t>((xorshift_[index_] * 1181783497276652981) >> 32);
}

uint64_t KataGoRandom::Next64() {
  const uint64_t low = Next32();
  return low | static_cast<uint64_t>(Next32()) << 32;
}

double KataGoRandom::NextUniform() {
  constexpr uint64_t kSteps = uint64_t{1} << 53;
  return static_cast<double>(Next64() % kSteps) / static_cast<double>(kSteps);
}

}  // namespace tidemark::reference
