#include "harness/memory/heap_use.h"

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/mman.h>

namespace tidemark::harness {
namespace {

constexpr size_t kMiB = size_t{1} << 20;

TEST(HeapMeter, TellsWhatBuildingSomethingTook) {
  if (!HeapBytesInUse().has_value()) GTEST_SKIP() << "this allocator does not tell";
  const HeapMeter meter;
  const std::vector<std::string> texts(100, std::string(10'000, 'x'));
  EXPECT_GE(meter.Growth(), 1'000'000U);
  EXPECT_LE(meter.Growth(), 1'100'000U);
  EXPECT_LE(meter.GrowthBesides(1'000'000), 100'000U);
  EXPECT_EQ(meter.GrowthBesides(2'000'000), 0U);
}

TEST(AllocatorSlack, IsWhatWasFreedAndKept) {
  if (!AllocatorSlackBytes().has_value()) GTEST_SKIP() << "this allocator does not tell";
  std::vector<std::unique_ptr<char[]>> blocks;
  for (int i = 0; i < 1000; ++i) {
    blocks.push_back(std::make_unique<char[]>(10'000));
    for (size_t at = 0; at < 10'000; at += 1000)
      static_cast<volatile char*>(blocks.back().get())[at] = 1;
  }
  // Keeps the heap's top where it is.
  const auto last = std::make_unique<char[]>(10'000);
  const uint64_t before = AllocatorSlackBytes().value_or(0);
  blocks.clear();
  const uint64_t after = AllocatorSlackBytes().value_or(0);
  EXPECT_GE(after - before, 9'500'000U);
  EXPECT_LE(after - before, 10'500'000U);
}

TEST(ResidentBytes, CountsPagesThatWereTouched) {
#if !defined(__linux__)
  GTEST_SKIP() << "this system does not tell";
#else
  void* const map =
      mmap(nullptr, 4 * kMiB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(map, MAP_FAILED);
  madvise(map, 4 * kMiB, MADV_NOHUGEPAGE);
  EXPECT_EQ(ResidentBytes(map, 4 * kMiB), 0U);
  for (size_t at = 0; at < kMiB; at += 4096) static_cast<volatile char*>(map)[at] = 1;
  EXPECT_EQ(ResidentBytes(map, 4 * kMiB), kMiB);
  // Parts of pages count for themselves.
  EXPECT_EQ(ResidentBytes(static_cast<char*>(map) + 100, 1000), 1000U);
  munmap(map, 4 * kMiB);
#endif
}

}  // namespace
}  // namespace tidemark::harness
