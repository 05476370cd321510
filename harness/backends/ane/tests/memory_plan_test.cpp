#include "harness/backends/ane/memory_plan.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr size_t kNoLimit = size_t{1} << 40;

TEST(MemoryPlan, ReusesWhatIsDead) {
  const std::vector<Lifetime> chain = {{.first = 0, .last = 1, .bytes = 1024},
                                       {.first = 1, .last = 2, .bytes = 1024},
                                       {.first = 2, .last = 3, .bytes = 1024},
                                       {.first = 3, .last = 4, .bytes = 1024}};
  EXPECT_EQ(PlanMemory(chain, kNoLimit).arena_bytes, 2048U);
}

TEST(MemoryPlan, SmallValuesFillGaps) {
  const std::vector<Lifetime> lifetimes = {{.first = 0, .last = 9, .bytes = 640},
                                           {.first = 0, .last = 3, .bytes = 512},
                                           {.first = 0, .last = 9, .bytes = 128},
                                           {.first = 5, .last = 9, .bytes = 256},
                                           {.first = 5, .last = 9, .bytes = 256}};
  EXPECT_EQ(PlanMemory(lifetimes, kNoLimit).arena_bytes, 1280U);
}

TEST(MemoryPlan, ValuesThatLiveTogetherNeverOverlap) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<Lifetime> lifetimes;
    const size_t count = 1 + random() % 60;
    size_t total = 0;
    std::vector<size_t> live(100, 0);
    for (size_t i = 0; i < count; ++i) {
      Lifetime lifetime;
      lifetime.first = random() % 90;
      lifetime.last = lifetime.first + random() % 10;
      lifetime.bytes = random() % 5000;
      const size_t aligned =
          (lifetime.bytes + kArenaAlignment - 1) / kArenaAlignment * kArenaAlignment;
      total += aligned;
      for (size_t step = lifetime.first; step <= lifetime.last; ++step) live[step] += aligned;
      lifetimes.push_back(lifetime);
    }
    const MemoryPlan plan = PlanMemory(lifetimes, kNoLimit);
    for (size_t i = 0; i < count; ++i) {
      EXPECT_EQ(plan.offsets[i] % kArenaAlignment, 0U);
      EXPECT_LE(plan.offsets[i] + lifetimes[i].bytes, plan.arena_bytes);
      for (size_t j = 0; j < i; ++j) {
        const bool together =
            lifetimes[i].first <= lifetimes[j].last && lifetimes[j].first <= lifetimes[i].last;
        const bool apart = plan.offsets[i] + lifetimes[i].bytes <= plan.offsets[j] ||
                           plan.offsets[j] + lifetimes[j].bytes <= plan.offsets[i];
        EXPECT_TRUE(!together || apart) << i << " and " << j << " in round " << round;
      }
    }
    EXPECT_GE(plan.arena_bytes, *std::max_element(live.begin(), live.end()));
    EXPECT_LE(plan.arena_bytes, total);
  }
}

TEST(MemoryPlan, KeepsToItsLimit) {
  const std::vector<Lifetime> pair = {{.first = 0, .last = 1, .bytes = 640},
                                      {.first = 1, .last = 2, .bytes = 640}};
  EXPECT_EQ(PlanMemory(pair, 1280).arena_bytes, 1280U);
  EXPECT_THAT([&] { PlanMemory(pair, 1279); },
              ThrowsMessage<FormatError>(HasSubstr("need 1280 bytes; the memory limit is 1279")));
  EXPECT_THAT([&] { PlanMemory(pair, 500); },
              ThrowsMessage<FormatError>(HasSubstr("a tensor of 640 bytes")));
}

}  // namespace
}  // namespace tidemark::harness::ane
