#include "harness/measure/die_with_parent.h"

#include <array>
#include <cstdlib>
#include <unistd.h>

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

// Asks to die with a parent that reads the channel, or has stopped to. Ends with 0 if it may live.
[[noreturn]] void LiveWith(bool parent_listens) {
  std::array<int, 2> channel = {-1, -1};
  if (pipe(channel.data()) != 0) std::abort();
  if (!parent_listens) close(channel[0]);
  DieWithParent(channel[1]);
  std::_Exit(0);
}

TEST(DieWithParentDeathTest, EndsAtOnceWhenTheParentHasGoneAlready) {
  EXPECT_EXIT(LiveWith(/*parent_listens=*/false), ::testing::ExitedWithCode(1), "");
}

TEST(DieWithParentDeathTest, LivesWhileTheParentListens) {
  EXPECT_EXIT(LiveWith(/*parent_listens=*/true), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace tidemark::harness
