#ifndef TIDEMARK_CONVERTER_TESTING_FLIP_BIT_H_
#define TIDEMARK_CONVERTER_TESTING_FLIP_BIT_H_

// For tests only.

#include <cstddef>
#include <filesystem>
#include <fstream>

namespace tidemark::testing {

// Turns bit `bit` of the byte at `at`; a second time turns it back.
inline void FlipBit(const std::filesystem::path& file, size_t at, int bit) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(at));
  const int byte = stream.get();
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(static_cast<char>(byte ^ (1 << bit)));
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_FLIP_BIT_H_
