#include "converter/io/content_hash.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "converter/io/hex.h"

namespace tidemark::converter {
namespace {

std::string HashOf(std::string_view text) {
  ContentHash hash;
  hash.Update(text);
  return ToHex(hash.Digest());
}

// The values are those of xxhsum -H2.
TEST(ContentHash, IsXxh3WithItsCanonicalForm) {
  EXPECT_EQ(HashOf(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(HashOf("tidemark"), "4cee4796e60b0c9e327e5f0227a23053");
  EXPECT_EQ(HashOf(std::string(1000, 'x')), "50a1af5a5f2dcf01c0a4877b962cba82");
}

TEST(ContentHash, TakesBytesInPieces) {
  ContentHash hash;
  for (int i = 0; i < 1000; ++i) hash.Update("x");
  EXPECT_EQ(ToHex(hash.Digest()), HashOf(std::string(1000, 'x')));
  // A digest ends nothing.
  hash.Update("y");
  EXPECT_EQ(ToHex(hash.Digest()), HashOf(std::string(1000, 'x') + "y"));
}

}  // namespace
}  // namespace tidemark::converter
