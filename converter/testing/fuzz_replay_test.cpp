// What every fuzz target has to bear in ordinary tests; see fuzz_target.h.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/fuzz_target.h"

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

TEST(Fuzz, SeedsAreTaken) {
  const auto seeds = ThisFuzzTarget().seeds();
  ASSERT_FALSE(seeds.empty());
  for (const FuzzSeed& seed : seeds) EXPECT_TRUE(Read(seed.input)) << seed.name;
}

TEST(Fuzz, DamagedSeedsAreRefusedOrTaken) {
  std::mt19937 random(42);
  const FuzzTarget target = ThisFuzzTarget();
  const auto seeds = target.seeds();
  for (int round = 0; round < target.damaged_seeds; ++round) {
    const FuzzSeed& seed = seeds[static_cast<size_t>(round) % seeds.size()];
    const std::string damaged = Damaged(seed.input, random);
    EXPECT_NO_THROW(Read(damaged)) << seed.name << ", round " << round;
  }
}

TEST(Fuzz, WhatBrokeItOnceDoesNoMore) {
  const FuzzTarget target = ThisFuzzTarget();
  const auto folder =
      std::filesystem::path(TIDEMARK_SOURCE_DIR) / target.folder / "regressions" / target.name;
  // Nothing broke it yet.
  if (!std::filesystem::exists(folder)) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream input;
    input << file.rdbuf();
    ASSERT_TRUE(file) << entry.path();
    EXPECT_NO_THROW(Read(input.str())) << entry.path().filename();
  }
}

}  // namespace
}  // namespace tidemark::testing
