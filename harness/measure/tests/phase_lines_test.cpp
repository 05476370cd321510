#include "harness/measure/phase_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Lines(const std::vector<std::string>& pieces) {
  std::vector<std::string> lines;
  LineCutter cutter([&](const std::string& line) { lines.push_back(line); });
  for (const std::string& piece : pieces) cutter.Feed(piece);
  cutter.Finish();
  return lines;
}

TEST(LineCutter, JoinsPiecesAndCutsThemAtNewlines) {
  EXPECT_THAT(Lines({"a", "b\nc\n\nd", "e"}), ElementsAre("ab", "c", "de"));
  EXPECT_THAT(Lines({"whole\n"}), ElementsAre("whole"));
}

TEST(LineCutter, KeepsTheBeginningOfALongLine) {
  const std::vector<std::string> lines =
      Lines({std::string(1000, 'a'), std::string(1'000'000, 'b'), "c\nnext"});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], std::string(1000, 'a') + std::string(24, 'b'));
  EXPECT_EQ(lines[1], "next");
}

TEST(PhasePatterns, NamePhasesByTheFirstGroupThatCapturedSomething) {
  PhasePatterns patterns;
  EXPECT_TRUE(patterns.empty());
  patterns.AddIdle("^done");
  patterns.Add("(?:begin (\\w+))|(?:enter <(.*)>)");
  patterns.Add("Loading");
  EXPECT_EQ(patterns.PhaseBegunBy("we begin load now"), "load");
  EXPECT_EQ(patterns.PhaseBegunBy("enter <a b>"), "a b");
  EXPECT_EQ(patterns.PhaseBegunBy("Loading net"), "Loading");
  EXPECT_EQ(patterns.PhaseBegunBy("done, begin waiting"), "idle");
  EXPECT_EQ(patterns.PhaseBegunBy("nothing"), std::nullopt);
}

TEST(PhasePatterns, NamesArePrintableAndShort) {
  PhasePatterns patterns;
  patterns.Add("x(.*)");
  EXPECT_EQ(patterns.PhaseBegunBy("x\x1b[2J"), " [2J");
  EXPECT_THAT(*patterns.PhaseBegunBy("x" + std::string(500, 'y')),
              ::testing::StartsWith(std::string(64, 'y')));
  EXPECT_LT(patterns.PhaseBegunBy("x" + std::string(500, 'y'))->size(), 80U);
}

TEST(PhasePatterns, WhatIsNoRegularExpressionIsRefused) {
  PhasePatterns patterns;
  EXPECT_THAT([&] { patterns.Add("(load"); },
              ::testing::ThrowsMessage<UsageError>("not a regular expression: \"(load\""));
}

}  // namespace
}  // namespace tidemark::harness
