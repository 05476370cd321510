#include "reference/go/katago_random.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

using ::testing::ElementsAre;

std::vector<uint32_t> Draws(std::string_view seed, size_t count) {
  KataGoRandom random(seed);
  std::vector<uint32_t> draws(count);
  for (uint32_t& draw : draws) draw = random.Next32();
  return draws;
}

// The first two are KataGo's; the others were computed apart, in another language.
TEST(KataGoRandom, DrawsKataGosNumbers) {
  const std::vector<uint32_t> draws = Draws("abc", 1000);
  EXPECT_EQ(draws[0], 0x1C6B83BDU);
  EXPECT_EQ(draws[1], 0xFB7677DBU);
  EXPECT_EQ(draws[2], 0x698688D5U);
  EXPECT_EQ(draws[99], 0xC032D731U);
  EXPECT_EQ(draws[999], 0x1E6DC225U);
}

TEST(KataGoRandom, SixtyFourBitsAreTwoDrawsTheLowHalfFirst) {
  KataGoRandom random("abc");
  EXPECT_EQ(random.Next64(), 0xFB7677DB1C6B83BDU);
  EXPECT_EQ(random.Next32(), 0x698688D5U);
}

TEST(KataGoRandom, UniformNumbersAreTheLow53Bits) {
  const auto draw = [](std::string_view seed) {
    KataGoRandom random(seed);
    return std::vector<double>{random.NextUniform(), random.NextUniform(), random.NextUniform()};
  };
  EXPECT_THAT(draw("Tests::runFP16Test filter rand"),
              ElementsAre(0.038022415633268136, 0.09091622552903156, 0.6708342202827174));
  EXPECT_THAT(draw(""), ElementsAre(0.14362210487647853, 0.5451755096058839, 0.08932232751112068));
}

TEST(KataGoRandom, UniformNumbersFillTheInterval) {
  KataGoRandom random("interval");
  std::vector<int> tenths(10);
  for (int i = 0; i < 10000; ++i) {
    const double number = random.NextUniform();
    ASSERT_GE(number, 0);
    ASSERT_LT(number, 1);
    ++tenths[static_cast<size_t>(number * 10)];
  }
  for (const int count : tenths) EXPECT_NEAR(count, 1000, 150);
}

TEST(KataGoRandom, TheSeedDecidesEverything) {
  EXPECT_EQ(Draws("one", 100), Draws("one", 100));
  EXPECT_NE(Draws("one", 100), Draws("two", 100));
}

}  // namespace
}  // namespace tidemark::reference
