#include "converter/io/sha256.h"

#include <string>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

// The examples of FIPS 180-4.
constexpr std::string_view kAbc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view kMillionTimesA =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
constexpr std::string_view kNothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(Sha256, AgreesWithTheStandard) {
  Sha256 hash;
  EXPECT_EQ(ToHex(hash.Finish()), kNothing);
  hash.Update("abc");
  EXPECT_EQ(ToHex(hash.Finish()), kAbc);
}

TEST(Sha256, TakesBytesInPieces) {
  Sha256 hash;
  for (int i = 0; i < 1000; ++i) hash.Update(std::string(1000, 'a'));
  EXPECT_EQ(ToHex(hash.Finish()), kMillionTimesA);
}

TEST(Sha256, StartsOverAfterFinish) {
  Sha256 hash;
  hash.Update("something else");
  hash.Finish();
  hash.Update("abc");
  EXPECT_EQ(ToHex(hash.Finish()), kAbc);
}

TEST(Sha256, HashesFilesAsTheyAreStored) {
  const tidemark::testing::TempDir folder;
  EXPECT_EQ(ToHex(Sha256OfFile(folder.Write("a", std::string(1'000'000, 'a')))), kMillionTimesA);
  EXPECT_EQ(ToHex(Sha256OfFile(folder.Write("b", ""))), kNothing);
  EXPECT_THROW(Sha256OfFile(folder.path() / "missing"), IoError);
}

}  // namespace
}  // namespace tidemark::converter
