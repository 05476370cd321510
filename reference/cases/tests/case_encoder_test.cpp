#include "reference/cases/case_encoder.h"

#include <filesystem>
#include <span>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "reference/cases/case_reader.h"
#include "reference/go/random_game.h"
#include "reference/inputs/encode_positions.h"

namespace tidemark::reference {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Position Sample(int size, const Rules& rules = {}) {
  const GameRecord game = RandomGame(size, size, rules, 20, 1);
  return PositionAfter(game, game.moves.size());
}

class CaseEncoderTest : public ::testing::Test {
 protected:
  tidemark::testing::TempDir folder_ = {};
  std::filesystem::path cases_ = folder_.path() / "cases";
};

TEST_F(CaseEncoderTest, CasesHoldThePositionAndItsInputs) {
  CaseEncoder encoder({.network = "net.bin.gz", .pass_alive_suicide = true}, cases_);
  EXPECT_TRUE(encoder.Add("games", 7, Sample(5)));
  EXPECT_TRUE(encoder.Add("games", 9, Sample(9)));
  const EncodedCases encoded = encoder.Finish();
  EXPECT_EQ(encoded.count, 2U);
  EXPECT_EQ(encoded.skipped, 0U);
  EXPECT_THAT(encoded.warnings, IsEmpty());

  const CaseSet set = ReadCases(cases_);
  ASSERT_EQ(set.size(), 2U);
  EXPECT_EQ(set.network(), "net.bin.gz");
  EXPECT_EQ(set.Case(1).dataset, "games");
  EXPECT_EQ(set.Case(1).index, 9);
  EXPECT_FALSE(set.has_outputs(0));
  const Position again = set.PositionOf(1).value();
  EXPECT_EQ(again.game.board().hash(), Sample(9).game.board().hash());
  EXPECT_TRUE(again.pass_alive_suicide);
  const NetworkInputs expected =
      EncodePositions(std::span(&again.game, 1), {.height = 9, .width = 9},
                      {.features = {.pass_alive_suicide = true}});
  EXPECT_EQ(set.Inputs(1).spatial, expected.spatial);
  EXPECT_EQ(set.Inputs(1).global, expected.global);
  EXPECT_TRUE(set.Inputs(1).metadata.empty());
}

TEST_F(CaseEncoderTest, OneBufferTakesAllBoardsThatFit) {
  CaseEncoder encoder(
      {.buffer = BoardSize{.height = 9, .width = 13}, .metadata = MetadataProfile("preaz_5k")},
      cases_);
  for (const int size : {5, 9, 13}) encoder.Add("games", 0, Sample(size));
  const EncodedCases encoded = encoder.Finish();
  EXPECT_EQ(encoded.count, 2U);
  EXPECT_EQ(encoded.skipped, 1U);
  const CaseSet set = ReadCases(cases_);
  for (size_t i = 0; i < set.size(); ++i) {
    EXPECT_EQ(set.Inputs(i).height, 9);
    EXPECT_EQ(set.Inputs(i).width, 13);
    EXPECT_EQ(set.Inputs(i).metadata.size(), 192U);
  }
  EXPECT_EQ(set.Facts(0).board.width, 5);
}

TEST_F(CaseEncoderTest, StopsWhenItHasEnough) {
  CaseEncoder encoder({.most = 2}, cases_);
  EXPECT_TRUE(encoder.Add("games", 0, Sample(5)));
  EXPECT_FALSE(encoder.Add("games", 1, Sample(5)));
  encoder.AddFile(folder_.Write("a.sgf", "(;SZ[5]RU[nz];B[aa])"), {});
  EXPECT_EQ(encoder.Finish().count, 2U);
}

TEST_F(CaseEncoderTest, FilesNameTheirPositions) {
  CaseEncoder encoder({}, cases_);
  encoder.AddFile(folder_.Write("a.sgf", "(;SZ[5];B[aa];W[bb];B[cc])"), {.every = 2});
  const EncodedCases encoded = encoder.Finish();
  EXPECT_EQ(encoded.count, 2U);
  EXPECT_THAT(encoded.warnings, ElementsAre(HasSubstr("a.sgf has no rules (RU)")));
  const CaseSet set = ReadCases(cases_);
  EXPECT_EQ(set.Case(1).dataset, "a.sgf");
  EXPECT_EQ(set.Case(1).index, 2);
}

TEST_F(CaseEncoderTest, WhatNetworksDoNotKnowIsReplacedAndSaid) {
  CaseEncoder encoder({}, cases_);
  encoder.Add("games", 0, Sample(5, {.ko = KoRule::kSpight}));
  encoder.Add("games", 1, Sample(5, {.scoring = ScoringRule::kTerritory, .button = true}));
  EXPECT_THAT(encoder.Finish().warnings, ElementsAre(HasSubstr("Spight"), HasSubstr("button")));
  const CaseSet set = ReadCases(cases_);
  EXPECT_EQ(set.PositionOf(0)->record.rules.ko, KoRule::kSituational);
  EXPECT_FALSE(set.PositionOf(1)->record.rules.button);
}

TEST_F(CaseEncoderTest, TheHashIsThatOfTheInputs) {
  const auto hash_of = [&](const std::string& name, int size) {
    CaseEncoder encoder({.network = name}, folder_.path() / name);
    encoder.Add(name, 0, Sample(size));
    return encoder.Finish().input_hash;
  };
  const std::string hash = hash_of("a", 5);
  EXPECT_EQ(hash.size(), 64U);
  EXPECT_EQ(hash_of("b", 5), hash);
  EXPECT_NE(hash_of("c", 6), hash);
}

// The published counts of the test's sets.
TEST_F(CaseEncoderTest, TheQuickErrorTestTakesThreeOfTen) {
  const auto count = [&](size_t positions) {
    const std::string name = std::to_string(positions);
    std::string text;
    for (size_t i = 0; i < positions / 2; ++i) text += "{\"size\": [2, 2]}\n";
    const auto half = folder_.Write(name + ".jsonl", text);
    CaseEncoder encoder({.error_test_quick = true}, folder_.path() / name);
    // Two files are one set.
    encoder.AddFile(half, {});
    encoder.AddFile(half, {});
    if (positions % 2 == 1) encoder.AddFile(folder_.Write("one", "{\"size\": [2, 2]}"), {});
    return encoder.Finish().count;
  };
  EXPECT_EQ(count(2179), 652U);
  EXPECT_EQ(count(2146), 643U);
  EXPECT_EQ(count(2247), 669U);
  EXPECT_EQ(count(140), 42U);
  EXPECT_EQ(count(693), 231U);
}

TEST_F(CaseEncoderTest, WithoutAPositionNothingIsWritten) {
  CaseEncoder encoder({.buffer = BoardSize{.height = 4, .width = 4}}, cases_);
  encoder.Add("games", 0, Sample(5));
  EXPECT_EQ(encoder.Finish().count, 0U);
  EXPECT_FALSE(std::filesystem::exists(cases_));
}

}  // namespace
}  // namespace tidemark::reference
