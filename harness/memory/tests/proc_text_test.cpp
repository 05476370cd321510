#include "harness/memory/proc_text.h"

#include <string>

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

constexpr uint64_t kKiB = 1024;

TEST(ParseProcStatus, ReadsEveryCounterInBytes) {
  const MemoryReading reading = ParseProcStatus(
      "Name:\tharness\nUmask:\t0022\nVmPeak:\t  300000 kB\nVmHWM:\t  270000 kB\n"
      "VmRSS:\t  264870 kB\nRssAnon:\t  196 kB\nRssFile:\t  104900 kB\nRssShmem:\t  12 kB\n"
      "VmSwap:\t  7 kB\nThreads:\t1\n");
  EXPECT_EQ(reading.peak_rss_bytes, 270000 * kKiB);
  EXPECT_EQ(reading.rss_bytes, 264870 * kKiB);
  EXPECT_EQ(reading.anon_bytes, 196 * kKiB);
  EXPECT_EQ(reading.file_bytes, 104900 * kKiB);
  EXPECT_EQ(reading.shmem_bytes, 12 * kKiB);
  EXPECT_EQ(reading.swap_bytes, 7 * kKiB);
  EXPECT_FALSE(reading.lazyfree_bytes.has_value());
  EXPECT_FALSE(reading.footprint_bytes.has_value());
}

TEST(ParseProcStatus, MissingLinesAreAbsentAndZeroIsZero) {
  // Linux before 4.5 does not split the resident set.
  const MemoryReading reading = ParseProcStatus("VmHWM:\t  10 kB\nVmRSS:\t  9 kB\nVmSwap:\t0 kB\n");
  EXPECT_EQ(reading.rss_bytes, 9 * kKiB);
  EXPECT_EQ(reading.swap_bytes, 0u);
  EXPECT_FALSE(reading.anon_bytes.has_value());
  EXPECT_FALSE(reading.file_bytes.has_value());
}

TEST(ParseProcStatus, AZombieHoldsNothingThatCanBeRead) {
  EXPECT_EQ(ParseProcStatus("Name:\tgone\nState:\tZ (zombie)\nThreads:\t1\n"), MemoryReading());
  EXPECT_EQ(ParseProcStatus(""), MemoryReading());
}

TEST(ParseProcStatus, DamagedValuesAreAbsent) {
  for (const char* line :
       {"VmRSS:\n", "VmRSS:\t kB\n", "VmRSS:\t-3 kB\n", "VmRSS:\t12 MB\n", "VmRSS:\t12\n",
        "VmRSS:\t12 kB more\n", "VmRSS:\t99999999999999999999999 kB\n",
        "VmRSS:\t18014398509481984 kB\n", "XVmRSS:\t12 kB\n", "VmRSSX:\t12 kB\n", "VmRSS"}) {
    EXPECT_FALSE(ParseProcStatus(line).rss_bytes.has_value()) << line;
  }
  EXPECT_EQ(ParseProcStatus("VmRSS:\t18014398509481983 kB").rss_bytes, 18446744073709550592u);
}

TEST(ParseLazyFree, ReadsTheRollup) {
  EXPECT_EQ(ParseLazyFree("55d0-7ffe ---p 00000000 00:00 0    [rollup]\nRss:  134000 kB\n"
                          "Anonymous:  133000 kB\nLazyFree:  131068 kB\nSwap:  0 kB\n"),
            131068 * kKiB);
  EXPECT_FALSE(ParseLazyFree("Rss:  134000 kB\n").has_value());
}

TEST(ParseStartOfHeap, IsTheFortySeventhField) {
  std::string text = "12 (a ) name) S";
  for (int field = 4; field < 47; ++field) text += " " + std::to_string(field);
  EXPECT_FALSE(ParseStartOfHeap(text).has_value());
  EXPECT_EQ(ParseStartOfHeap(text + " 94204 48"), 94204u);
  EXPECT_FALSE(ParseStartOfHeap(text + " 0 48").has_value());
  EXPECT_FALSE(ParseStartOfHeap(text + " 12x 48").has_value());
  EXPECT_FALSE(ParseStartOfHeap("").has_value());
}

TEST(HeldAnonBytes, IsAnonymousLessLazyFree) {
  EXPECT_EQ(HeldAnonBytes({.anon_bytes = 130, .lazyfree_bytes = 100}), 30u);
  EXPECT_EQ(HeldAnonBytes({.anon_bytes = 90, .lazyfree_bytes = 100}), 0u);
  EXPECT_FALSE(HeldAnonBytes({.anon_bytes = 90}).has_value());
  EXPECT_FALSE(HeldAnonBytes({.lazyfree_bytes = 90}).has_value());
}

}  // namespace
}  // namespace tidemark::harness
