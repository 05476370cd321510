#ifndef TIDEMARK_REFERENCE_GO_KATAGO_RANDOM_H_
#define TIDEMARK_REFERENCE_GO_KATAGO_RANDOM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidemark::reference {

// The random numbers that KataGo draws from a seed of text: the sum of a PCG32 and a xorshift1024*
// generator, both seeded with SHA-256. Its hashes, and the choices of its backend-error test, are
// made of them.
class KataGoRandom {
 public:
  explicit KataGoRandom(std::string_view seed);

  uint32_t Next32();
  // Two draws, the low half first.
  uint64_t Next64();
  // From 0 to below 1.
  double NextUniform();

 private:
  std::array<uint64_t, 16> xorshift_ = {};
  size_t index_ = 0;
  uint64_t pcg_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_GO_KATAGO_RANDOM_H_
