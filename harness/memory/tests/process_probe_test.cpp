#include "harness/memory/process_probe.h"

#include <csignal>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>

namespace tidemark::harness {
namespace {

constexpr size_t kMiB = size_t{1024} * 1024;

// Fresh pages straight from the kernel, every one of them touched; they go back at once.
class Pages {
 public:
  explicit Pages(size_t bytes)
      : bytes_(bytes),
        start_(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
    if (start_ == MAP_FAILED) throw std::bad_alloc();
    volatile char* page = static_cast<char*>(start_);
    for (size_t at = 0; at < bytes_; at += 4096) page[at] = 1;
  }
  ~Pages() { munmap(start_, bytes_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  void* start() const { return start_; }

 private:
  size_t bytes_;
  void* start_;
};

TEST(ProcessProbe, PeakIsNeverBelowTheResidentSetBesideIt) {
  const auto probe = ProbeSelf();
  for (int i = 0; i < 1000; ++i) {
    const MemoryReading reading = probe->Read(ReadCost::kCheap);
    ASSERT_TRUE(reading.rss_bytes.has_value());
    ASSERT_TRUE(reading.peak_rss_bytes.has_value());
    ASSERT_GE(*reading.peak_rss_bytes, *reading.rss_bytes);
  }
}

TEST(ProcessProbe, ACheapReadingLeavesOutLazyFree) {
  EXPECT_FALSE(ProbeSelf()->Read(ReadCost::kCheap).lazyfree_bytes.has_value());
}

#if defined(__linux__)

TEST(ProcessProbe, PartsAddUpToTheResidentSet) {
  const MemoryReading reading = ProbeSelf()->Read(ReadCost::kCheap);
  EXPECT_EQ(reading.anon_bytes.value() + reading.file_bytes.value() + reading.shmem_bytes.value(),
            reading.rss_bytes.value());
}

#if !defined(TIDEMARK_SANITIZED)

TEST(ProcessProbe, ThePeakOfAWindowIsWhatTheWindowTouched) {
  const auto probe = ProbeSelf();
  if (!probe->PeakResettable()) GTEST_SKIP() << "/proc/self/clear_refs is not writable here";
  { const Pages earlier(128 * kMiB); }
  for (const size_t window : {kMiB, 16 * kMiB, 64 * kMiB}) {
    ASSERT_TRUE(probe->ResetPeak());
    const MemoryReading before = probe->Read(ReadCost::kCheap);
    { const Pages touched(window); }
    const MemoryReading after = probe->Read(ReadCost::kCheap);
    const auto rise = static_cast<int64_t>(after.peak_rss_bytes.value()) -
                      static_cast<int64_t>(before.rss_bytes.value());
    EXPECT_NEAR(static_cast<double>(rise), static_cast<double>(window), 512 * 1024);
    EXPECT_LT(after.rss_bytes.value(), before.rss_bytes.value() + kMiB);
  }
}

TEST(ProcessProbe, PagesGivenUpButNotTakenBackAreLazyFree) {
  const Pages pages(32 * kMiB);
  ASSERT_EQ(madvise(pages.start(), 32 * kMiB, MADV_FREE), 0);
  const MemoryReading reading = ProbeSelf()->Read(ReadCost::kThorough);
  if (!reading.lazyfree_bytes.has_value()) GTEST_SKIP() << "this kernel has no smaps_rollup";
  EXPECT_GE(*reading.lazyfree_bytes, 30 * kMiB);
  EXPECT_GE(reading.anon_bytes.value(), *reading.lazyfree_bytes);
  EXPECT_LT(HeldAnonBytes(reading).value(), 30 * kMiB);
}

#endif  // !defined(TIDEMARK_SANITIZED)
#endif  // defined(__linux__)

TEST(ProcessProbe, ReadsAnotherProcessUntilItEnds) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    for (;;) pause();
  }
  const auto probe = ProbeProcess(child);
  EXPECT_GT(probe->Read(ReadCost::kCheap).rss_bytes.value_or(0), 0u);
  kill(child, SIGKILL);
  siginfo_t info = {};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
#if defined(__linux__)
  EXPECT_FALSE(probe->Read(ReadCost::kThorough).rss_bytes.has_value());
#endif
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_FALSE(probe->Read(ReadCost::kThorough).rss_bytes.has_value());
  EXPECT_FALSE(probe->ResetPeak());
}

}  // namespace
}  // namespace tidemark::harness
