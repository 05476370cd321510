#include "reference/inputs/symmetry.h"

#include <numeric>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

// 0, 1, 2, ...
std::vector<float> Numbered(size_t size) {
  std::vector<float> values(size);
  std::iota(values.begin(), values.end(), 0.0F);
  return values;
}

std::vector<float> Moved(int symmetry, const std::vector<float>& planes, int height, int width) {
  std::vector<float> moved(planes.size(), -1);
  Symmetry(symmetry).Apply(planes, {.height = height, .width = width}, moved);
  return moved;
}

// A plane of three rows, as digits.
std::vector<float> Plane(std::string_view digits) {
  std::vector<float> values;
  for (const char digit : digits) {
    if (digit != ' ') values.push_back(static_cast<float>(digit - '0'));
  }
  return values;
}

TEST(Symmetry, LaysOutASquareAsKataGoDoes) {
  const std::string_view layouts[] = {"012 345 678", "678 345 012", "210 543 876", "876 543 210",
                                      "036 147 258", "630 741 852", "258 147 036", "852 741 630"};
  for (int symmetry = 0; symmetry < 8; ++symmetry) {
    EXPECT_THAT(Moved(symmetry, Numbered(9), 3, 3),
                ElementsAreArray(Plane(layouts[static_cast<size_t>(symmetry)])))
        << symmetry;
  }
}

TEST(Symmetry, TransposesNoRectangle) {
  // 2 rows of 3.
  for (const int symmetry : {0, 4}) {
    EXPECT_THAT(Moved(symmetry, Numbered(6), 2, 3), ElementsAre(0, 1, 2, 3, 4, 5));
  }
  for (const int symmetry : {1, 5}) {
    EXPECT_THAT(Moved(symmetry, Numbered(6), 2, 3), ElementsAre(3, 4, 5, 0, 1, 2));
  }
  for (const int symmetry : {2, 6}) {
    EXPECT_THAT(Moved(symmetry, Numbered(6), 2, 3), ElementsAre(2, 1, 0, 5, 4, 3));
  }
  for (const int symmetry : {3, 7}) {
    EXPECT_THAT(Moved(symmetry, Numbered(6), 2, 3), ElementsAre(5, 4, 3, 2, 1, 0));
  }
}

TEST(Symmetry, MovesEachPlaneByItself) {
  EXPECT_THAT(Moved(2, Numbered(8), 2, 2), ElementsAre(1, 0, 3, 2, 5, 4, 7, 6));
}

TEST(Symmetry, InversesUndoEachOther) {
  const std::vector<float> planes = Numbered(32);
  for (int symmetry = 0; symmetry < 8; ++symmetry) {
    const Symmetry inverse = Symmetry(symmetry).Inverse();
    EXPECT_EQ(Moved(inverse.number(), Moved(symmetry, planes, 4, 4), 4, 4), planes) << symmetry;
    EXPECT_EQ(inverse.number(), symmetry == 5 ? 6 : symmetry == 6 ? 5 : symmetry);
  }
}

TEST(Symmetry, OverRectanglesInversesUndoTheFlipsAlone) {
  const BoardSize rectangle = {.height = 3, .width = 4};
  const std::vector<float> planes = Numbered(24);
  for (int symmetry = 0; symmetry < 8; ++symmetry) {
    const Symmetry over = Symmetry(symmetry).Over(rectangle);
    EXPECT_EQ(over.number(), symmetry & 3);
    EXPECT_EQ(Moved(over.Inverse().number(), Moved(symmetry, planes, 3, 4), 3, 4), planes)
        << symmetry;
    EXPECT_EQ(Symmetry(symmetry).Over({.height = 4, .width = 4}), Symmetry(symmetry));
  }
}

TEST(Symmetry, ThereAreEight) {
  EXPECT_EQ(Symmetry().number(), 0);
  EXPECT_EQ(Symmetry(7).number(), 7);
  EXPECT_EQ(Symmetry(3), Symmetry(3));
  EXPECT_NE(Symmetry(3), Symmetry(4));
  for (const int number : {-1, 8}) {
    EXPECT_THAT([&] { Symmetry{number}; },
                ThrowsMessage<UsageError>(HasSubstr("from 0 to 7, not " + std::to_string(number))));
  }
}

}  // namespace
}  // namespace tidemark::reference
