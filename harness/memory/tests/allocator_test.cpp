#include "harness/memory/allocator.h"

#include <cstdlib>
#include <memory>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;

TEST(Allocator, HasAName) {
#if defined(TIDEMARK_SANITIZED)
  EXPECT_EQ(AllocatorName(), "AddressSanitizer");
  EXPECT_FALSE(TrimAllocator());
#elif defined(__GLIBC__)
  EXPECT_THAT(AllocatorName(), HasSubstr("glibc 2."));
#else
  EXPECT_NE(AllocatorName(), "");
#endif
}

TEST(Allocator, SettingsNameTheVariablesThatAreSet) {
  ASSERT_EQ(setenv("GLIBC_TUNABLES", "glibc.malloc.mmap_threshold=131072", 1), 0);
  EXPECT_THAT(AllocatorSettings(), HasSubstr("GLIBC_TUNABLES=glibc.malloc.mmap_threshold=131072"));
  unsetenv("GLIBC_TUNABLES");
  EXPECT_EQ(AllocatorSettings().find("GLIBC_TUNABLES"), std::string::npos);
}

TEST(Allocator, TrimReturnsFreedPagesUnderAPinnedBlock) {
#if defined(TIDEMARK_SANITIZED)
  GTEST_SKIP() << "resident memory means nothing under a sanitizer";
#endif
  if (!AllocatorTrims()) GTEST_SKIP() << AllocatorName() << " does not trim";
  // Small blocks come from the heap proper; the last one pins its top.
  constexpr size_t kBlock = size_t{64} * 1024;
  constexpr size_t kBlocks = 512;
  const auto probe = ProbeSelf();
  std::vector<std::unique_ptr<char[]>> blocks;
  for (size_t i = 0; i < kBlocks; ++i) {
    blocks.push_back(std::make_unique<char[]>(kBlock));
    volatile char* touched = blocks.back().get();
    for (size_t at = 0; at < kBlock; at += 4096) touched[at] = 1;
  }
  const auto pin = std::make_unique<char[]>(kBlock);
  const auto full = probe->Read(ReadCost::kCheap).rss_bytes;
  blocks.clear();
  const auto freed = probe->Read(ReadCost::kCheap).rss_bytes;
  ASSERT_TRUE(TrimAllocator());
  const auto trimmed = probe->Read(ReadCost::kCheap).rss_bytes;
  ASSERT_TRUE(full.has_value() && freed.has_value() && trimmed.has_value());
#if defined(__GLIBC__)
  // Without the trim the pages would have stayed, and the test would show nothing.
  EXPECT_GT(*freed + 4 * 1024 * 1024, *full);
#endif
  EXPECT_LT(*trimmed + 24 * 1024 * 1024, *full);
}

}  // namespace
}  // namespace tidemark::harness
