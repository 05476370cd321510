#include "harness/backends/ane/shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr Dimension kN = {.per_batch = 1};
constexpr Dimension Fixed(int64_t size) { return {.fixed = size}; }

TEST(Shape, ReadsAsItIsMeant) {
  EXPECT_EQ(ToString(Shape{kN, Fixed(22), {.fixed = 1, .per_batch = 4}}), "[N, 22, 4N+1]");
  EXPECT_EQ(ToString(Shape{}), "[]");
  EXPECT_EQ(ToString(Dimension{.fixed = -1, .per_batch = 1}), "N-1");
}

TEST(Shape, HasExtentsForEachBatch) {
  EXPECT_THAT(ExtentsAt({kN, Fixed(3), {.fixed = 1, .per_batch = 2}}, 4), ElementsAre(4, 3, 9));
}

TEST(Shape, CountsElements) {
  EXPECT_EQ(CountOf(Shape{kN, Fixed(2), Fixed(3)}), (Dimension{.per_batch = 6}));
  EXPECT_EQ(CountOf(Shape{}), Fixed(1));
  EXPECT_THAT(
      [] {
        CountOf(Shape{kN, kN});
      },
      ThrowsMessage<FormatError>(HasSubstr("grows with the square of the batch")));
  EXPECT_THAT(
      [] {
        CountOf(Shape{Fixed(65536), Fixed(32768)});
      },
      ThrowsMessage<FormatError>(HasSubstr("out of range")));
  EXPECT_EQ(CountOf(Shape{Fixed(65536), Fixed(32767)}), Fixed(65536LL * 32767));
}

TEST(Shape, Broadcasts) {
  EXPECT_EQ(Broadcast({kN, Fixed(3), Fixed(1)}, {Fixed(1), Fixed(5)}),
            (Shape{kN, Fixed(3), Fixed(5)}));
  EXPECT_EQ(Broadcast({}, {kN, Fixed(2)}), (Shape{kN, Fixed(2)}));
  EXPECT_EQ(Broadcast({kN}, {kN}), Shape{kN});
  EXPECT_THAT([] { Broadcast({Fixed(2)}, {Fixed(3)}); },
              ThrowsMessage<FormatError>(HasSubstr("[2] and [3] do not broadcast")));
  // N may be 2, and may not.
  EXPECT_THROW(Broadcast({kN}, {Fixed(2)}), FormatError);
}

TEST(Shape, Reshapes) {
  const Shape rows = {{.per_batch = 361}, Fixed(96)};
  EXPECT_EQ(Reshape(rows, std::vector<int32_t>{-1, 361, 3, 32}),
            (Shape{kN, Fixed(361), Fixed(3), Fixed(32)}));
  EXPECT_EQ(Reshape(rows, std::vector<int32_t>{0, -1}), rows);
  EXPECT_EQ(Reshape({kN, Fixed(6)}, std::vector<int32_t>{0, 2, -1}),
            (Shape{kN, Fixed(2), Fixed(3)}));
  EXPECT_THROW(Reshape(rows, std::vector<int32_t>{361, 96}), FormatError);
  EXPECT_THROW(Reshape(rows, std::vector<int32_t>{-1, 97}), FormatError);
  EXPECT_THROW(Reshape(rows, std::vector<int32_t>{-2, 3}), FormatError);
  EXPECT_THROW(Reshape({Fixed(6)}, std::vector<int32_t>{6, 0}), FormatError);
}

TEST(Shape, DividesOnlyExactly) {
  EXPECT_EQ(Divide({.per_batch = 6}, Fixed(3)), (Dimension{.per_batch = 2}));
  EXPECT_EQ(Divide({.fixed = 2, .per_batch = 6}, {.fixed = 1, .per_batch = 3}), Fixed(2));
  EXPECT_THROW(Divide({.fixed = 1, .per_batch = 6}, Fixed(3)), FormatError);
  EXPECT_THROW(Divide(Fixed(6), Fixed(0)), FormatError);
  EXPECT_THROW(Divide(Fixed(6), kN), FormatError);
}

TEST(Shape, AxesCountFromBothEnds) {
  EXPECT_EQ(AxisOf(-1, 4), 3U);
  EXPECT_EQ(AxisOf(0, 4), 0U);
  EXPECT_THROW(AxisOf(4, 4), FormatError);
  EXPECT_THROW(AxisOf(-5, 4), FormatError);
  EXPECT_THROW(AxisOf(0, 0), FormatError);
  EXPECT_THAT(AxesOf(std::vector<int32_t>{-1, 0}, 3), ElementsAre(0, 2));
  EXPECT_THROW(AxesOf(std::vector<int32_t>{-1, 2}, 3), FormatError);
}

}  // namespace
}  // namespace tidemark::harness::ane
