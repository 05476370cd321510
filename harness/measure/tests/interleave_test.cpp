#include "harness/measure/interleave.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

TEST(Interleave, EveryCellTakesItsTurn) {
  EXPECT_THAT(Interleave(3, 2),
              ::testing::ElementsAre(PlannedRun{0, 0}, PlannedRun{1, 0}, PlannedRun{2, 0},
                                     PlannedRun{0, 1}, PlannedRun{1, 1}, PlannedRun{2, 1}));
  EXPECT_THAT(Interleave(0, 5), ::testing::IsEmpty());
  EXPECT_THAT(Interleave(3, 0), ::testing::IsEmpty());
}

}  // namespace
}  // namespace tidemark::harness
