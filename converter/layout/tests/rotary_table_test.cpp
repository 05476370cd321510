#include "converter/layout/rotary_table.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/hex.h"
#include "converter/io/sha256.h"

namespace tidemark::converter {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatEq;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using Function = RotaryTable::Function;

// 3 rows of 5 points.
const Storage kBoard = {.height = 3, .width = 5};

std::vector<float> Row(const RotaryTable& table, Function function, uint64_t row, size_t size) {
  std::vector<float> values(size);
  table.Fill(function, row, values);
  return values;
}

// The first half of the pairs turns with the row, the second with the column.
TEST(RotaryTable, FixedFrequenciesArePowersOfTheta) {
  EXPECT_THAT(FixedFrequencies(100, 8),
              ElementsAre(0, 1, 0, FloatEq(0.1F), 1, 0, FloatEq(0.1F), 0));
  // (column, row) pairs of q_width 16: exponents 0, 1/4, 2/4, 3/4.
  const std::vector<float> wide = FixedFrequencies(16, 16);
  EXPECT_FLOAT_EQ(wide[2 * 1 + 1], 0.5F);
  EXPECT_FLOAT_EQ(wide[2 * 2 + 1], 0.25F);
  EXPECT_FLOAT_EQ(wide[2 * 7], 0.125F);
}

TEST(RotaryTable, BothChannelsOfAPairHaveItsAngle) {
  const RotaryTable table(FixedFrequencies(100, 8), 1, 1, kBoard);
  // Row 2, column 3.
  const auto cosines = Row(table, Function::kCosine, 2 * 5 + 3, 8);
  EXPECT_THAT(cosines,
              ElementsAre(FloatEq(std::cos(2.0F)), FloatEq(std::cos(2.0F)), FloatEq(std::cos(0.2F)),
                          FloatEq(std::cos(0.2F)), FloatEq(std::cos(3.0F)), FloatEq(std::cos(3.0F)),
                          FloatEq(std::cos(0.3F)), FloatEq(std::cos(0.3F))));
  const auto sines = Row(table, Function::kSine, 2 * 5 + 3, 8);
  EXPECT_FLOAT_EQ(sines[0], std::sin(2.0F));
  EXPECT_FLOAT_EQ(sines[5], std::sin(3.0F));
}

// Four query heads share two KV heads, two neighbours each.
TEST(RotaryTable, HeadsHaveTheFrequenciesOfTheirKvHead) {
  const std::vector<float> frequencies = {0.5F, 0.25F, -1.0F, 2.0F};
  const RotaryTable table(frequencies, 2, 4, kBoard);
  for (uint64_t head = 0; head < 4; ++head) {
    const float angle = head < 2 ? 4 * 0.5F + 1 * 0.25F : 4 * -1.0F + 1 * 2.0F;
    const auto sines = Row(table, Function::kSine, head * 15 + 1 * 5 + 4, 2);
    EXPECT_THAT(sines, ElementsAre(FloatEq(std::sin(angle)), FloatEq(std::sin(angle)))) << head;
  }
}

TEST(RotaryTable, RefusesFrequenciesThatAreNoAngles) {
  for (const float huge : {1e7F, -1e7F, std::numeric_limits<float>::max()}) {
    EXPECT_THAT(
        [&] {
          RotaryTable({0.5F, huge}, 1, 1, kBoard);
        },
        ThrowsMessage<FormatError>(HasSubstr("radians across the board")));
  }
}

// The same bits on every machine and with every C library.
TEST(RotaryTable, IsTheSameEverywhere) {
  const RotaryTable table(FixedFrequencies(100, 32), 1, 1, {.height = 19, .width = 19});
  Sha256 hash;
  std::vector<float> values(32);
  for (const Function function : {Function::kCosine, Function::kSine}) {
    for (uint64_t row = 0; row < 361; ++row) {
      table.Fill(function, row, values);
      hash.Update(std::as_bytes(std::span(values)));
    }
  }
  EXPECT_EQ(ToHex(hash.Finish()),
            "3697c23417a1a00592f55a8099878bc7b3130d8b5901e996b80634c8b1c20763");
}

}  // namespace
}  // namespace tidemark::converter
