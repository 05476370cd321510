#include "harness/measure/accountant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::Contains;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

// A process with so many bytes of files resident.
class Files final : public ProcessProbe {
 public:
  explicit Files(std::optional<uint64_t> bytes) : bytes_(bytes) {}

  MemoryReading Read(ReadCost) override { return {.file_bytes = bytes_}; }
  bool ResetPeak() override { return false; }
  bool PeakResettable() override { return false; }

 private:
  std::optional<uint64_t> bytes_;
};

TEST(Accountant, TheProgramIsItsFilesAboveTheFloorWithoutMappedWeights) {
  Files probe(1000);
  const Accountant accountant(probe, 300);
  EXPECT_THAT(accountant.Account({}), Contains(Pair("program", 700)));
  EXPECT_THAT(accountant.Account({{"package map", 500}}), Contains(Pair("program", 200)));
  EXPECT_THAT(accountant.Account({{"package map", 900}}), Contains(Pair("program", 0)));
}

TEST(Accountant, WithoutAFloorOrAReadingThereIsNoProgram) {
  Files probe(1000);
  EXPECT_THAT(Accountant(probe, std::nullopt).Account({}), Not(Contains(Key("program"))));
  Files silent(std::nullopt);
  EXPECT_THAT(Accountant(silent, 300).Account({}), Not(Contains(Key("program"))));
}

TEST(Accountant, WhatIsHeldForLifeIsInEveryAccount) {
  Files probe(1000);
  Accountant accountant(probe, 300);
  accountant.Hold("positions", 50);
  const converter::Owners owners = accountant.Account({{"engine weights", 100}});
  EXPECT_THAT(owners, Contains(Pair("positions", 50)));
  EXPECT_THAT(owners, Contains(Pair("engine weights", 100)));
}

TEST(ListOf, LeavesOutWhoHoldsNothing) {
  const std::vector<Owner> list = ListOf({{"a", 3}, {"b", 0}});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].name, "a");
  EXPECT_EQ(list[0].bytes, 3U);
}

}  // namespace
}  // namespace tidemark::harness
