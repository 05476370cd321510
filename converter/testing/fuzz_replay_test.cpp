// What every fuzz target has to bear in ordinary tests; see fuzz_target.h.

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/files_below.h"
#include "converter/testing/fuzz_target.h"
#include "converter/testing/memory_folder.h"

namespace tidemark::testing {
namespace {

// Whether it was taken.
bool Read(std::string_view input) {
  try {
    ThisFuzzTarget().read(input);
  } catch (const Error&) {
    return false;
  }
  return true;
}

// Overwrites, removes, repeats or cuts at a place of `random`'s choice.
std::string Damaged(std::string input, std::mt19937& random) {
  if (input.empty()) return input;
  const size_t at = random() % input.size();
  const size_t length = std::min<size_t>(1 + random() % 16, input.size() - at);
  switch (random() % 5) {
    case 0:
      input[at] = static_cast<char>(input[at] ^ (1 << random() % 8));
      break;
    case 1:
      for (size_t i = 0; i < length; ++i) input[at + i] = static_cast<char>(random() & 0xFF);
      break;
    case 2:
      input.erase(at, length);
      break;
    case 3:
      input.insert(at, input.substr(at, length));
      break;
    default:
      input.resize(at);
  }
  return input;
}

class Fuzz : public ::testing::Test {
 protected:
  TemporaryFilesInMemory in_memory_;
  const FuzzTarget target_ = ThisFuzzTarget();
  const std::vector<FuzzSeed> seeds_ = target_.seeds();
};

TEST_F(Fuzz, SeedsAreTaken) {
  ASSERT_FALSE(seeds_.empty());
  for (const FuzzSeed& seed : seeds_) EXPECT_TRUE(Read(seed.input)) << seed.name;
}

// And whatever broke the target once.
TEST_F(Fuzz, WhatIsDamagedIsRefusedOrTaken) {
  std::mt19937 random(42);
  for (int round = 0; round < 300; ++round) {
    const FuzzSeed& seed = seeds_[static_cast<size_t>(round) % seeds_.size()];
    const std::string damaged = Damaged(seed.input, random);
    EXPECT_NO_THROW(Read(damaged)) << seed.name << ", round " << round;
  }
  const auto regressions =
      std::filesystem::path(TIDEMARK_SOURCE_DIR) / target_.folder / "regressions" / target_.name;
  if (!std::filesystem::exists(regressions)) return;
  for (const auto& [name, input] : FilesBelow(regressions)) EXPECT_NO_THROW(Read(input)) << name;
}

}  // namespace
}  // namespace tidemark::testing
