#include "reference/inputs/metadata_features.h"

#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::vector<float> Row(const SgfMetadata& metadata, Color player = Color::kBlack,
                       BoardSize board = {.height = 19, .width = 19}) {
  // With something else in it before.
  std::vector<float> row(192, -7);
  WriteMetadataFeatures(metadata, player, board, row);
  return row;
}

// The entries from `begin` to before `end` that are 1; the others have to be 0.
std::vector<size_t> Ones(const std::vector<float>& row, size_t begin, size_t end) {
  std::vector<size_t> ones;
  for (size_t i = begin; i < end; ++i) {
    if (row[i] == 1) {
      ones.push_back(i);
    } else {
      EXPECT_EQ(row[i], 0) << i;
    }
  }
  return ones;
}

std::vector<size_t> Range(size_t begin, size_t end) {
  std::vector<size_t> range;
  for (size_t i = begin; i < end; ++i) range.push_back(i);
  return range;
}

void ExpectNear(const std::vector<float>& row, const std::map<size_t, double>& expected) {
  for (const auto& [index, value] : expected) EXPECT_NEAR(row[index], value, 5e-7) << index;
}

// Values that KataGo computed.
TEST(MetadataFeatures, AreKataGosForThePreAlphaZeroProfile) {
  const std::vector<float> row = Row(MetadataProfile("preaz_5k"));
  EXPECT_EQ(Ones(row, 0, 6), Range(0, 2));
  EXPECT_EQ(Ones(row, 6, 40), Range(6, 20));
  EXPECT_EQ(Ones(row, 40, 74), Range(40, 54));
  EXPECT_EQ(row[74], 0.5F);
  EXPECT_EQ(Ones(row, 75, 82), Range(79, 80));
  EXPECT_EQ(row[86], 0);
  ExpectNear(row, {{82, 0.255547},
                   {83, 0.130196},
                   {84, 0.222955},
                   {85, -0.201713},
                   {87, 1},
                   {88, 0},
                   {89, -0.034570},
                   {90, -0.999402},
                   {91, -0.633125},
                   {92, 0.774050},
                   {149, 0.981768},
                   {150, 0.190081}});
  EXPECT_EQ(Ones(row, 151, 192), Range(153, 154));
}

TEST(MetadataFeatures, AreKataGosForARankProfile) {
  const std::vector<float> row = Row(MetadataProfile("rank_9d"));
  EXPECT_EQ(Ones(row, 6, 40), Range(6, 7));
  EXPECT_EQ(Ones(row, 40, 74), Range(40, 41));
  ExpectNear(row, {{87, -0.900969}, {88, 0.433884}, {89, -0.997553}, {90, 0.069918}});
}

TEST(MetadataFeatures, ThePlayerToMoveComesFirst) {
  SgfMetadata metadata;
  metadata.black = {.inverse_rank = 3, .human = true};
  metadata.white = {.inverse_rank = 5, .unranked = true, .rank_unknown = true};
  const std::vector<float> black = Row(metadata, Color::kBlack);
  EXPECT_EQ(Ones(black, 0, 6), (std::vector<size_t>{0, 3, 5}));
  EXPECT_EQ(Ones(black, 6, 40), Range(6, 9));
  // Whoever is unranked has no rank.
  EXPECT_EQ(Ones(black, 40, 74), Range(0, 0));
  const std::vector<float> white = Row(metadata, Color::kWhite);
  EXPECT_EQ(Ones(white, 0, 6), (std::vector<size_t>{1, 2, 4}));
  EXPECT_EQ(Ones(white, 6, 40), Range(0, 0));
  EXPECT_EQ(Ones(white, 40, 74), Range(40, 43));
}

TEST(MetadataFeatures, RanksFillAtMostTheirEntries) {
  SgfMetadata metadata;
  metadata.black.inverse_rank = 34;
  metadata.white.inverse_rank = 99;
  const std::vector<float> row = Row(metadata);
  EXPECT_EQ(Ones(row, 6, 74), Range(6, 74));
  metadata.black.inverse_rank = 0;
  metadata.white.inverse_rank = -3;
  EXPECT_EQ(Ones(Row(metadata), 6, 74), Range(0, 0));
}

TEST(MetadataFeatures, UnknownRatednessIsHalfUnrated) {
  EXPECT_EQ(Row({})[74], 0);
  EXPECT_EQ(Row({.unrated = true})[74], 1);
  EXPECT_EQ(Row({.ratedness_unknown = true})[74], 0.5F);
  EXPECT_EQ(Row({.unrated = true, .ratedness_unknown = true})[74], 0.5F);
}

TEST(MetadataFeatures, OneTimeControlAndOneSourceAreSet) {
  for (size_t kind = 0; kind < 7; ++kind) {
    const std::vector<float> row = Row({.time_control = static_cast<TimeControl>(kind)});
    EXPECT_EQ(Ones(row, 75, 82), Range(75 + kind, 76 + kind));
  }
  for (size_t source = 0; source < 7; ++source) {
    const std::vector<float> row = Row({.source = static_cast<SgfSource>(source)});
    EXPECT_EQ(Ones(row, 151, 192), Range(151 + source, 152 + source));
  }
}

TEST(MetadataFeatures, TimesAreLogarithmsOfWhatIsClamped) {
  ExpectNear(Row({}), {{82, 0.4 * (4.0943445622 - 6.5)},
                       {83, -0.9},
                       {84, 0.5 * (0.6931471806 - 1.5)},
                       {85, 0.25 * (0.6931471806 - 1.5)}});
  const std::vector<float> most = Row({.main_time_s = 259200,
                                       .period_time_s = 86400,
                                       .byo_yomi_periods = 50,
                                       .canadian_moves = 50});
  ExpectNear(most, {{82, 0.4 * (12.4655866982 - 6.5)},
                    {83, 0.3 * (11.3667545288 - 3)},
                    {84, 0.5 * (3.9512437186 - 1.5)},
                    {85, 0.25 * (3.9512437186 - 1.5)}});
  const std::vector<float> more = Row(
      {.main_time_s = 1e9, .period_time_s = 1e9, .byo_yomi_periods = 51, .canadian_moves = 1000});
  EXPECT_EQ(more, most);
  EXPECT_EQ(Row({.main_time_s = -5, .period_time_s = -1, .byo_yomi_periods = -1}), Row({}));
}

TEST(MetadataFeatures, TheBoardsAreaIsALogarithm) {
  ExpectNear(Row({}, Color::kBlack, {.height = 9, .width = 9}), {{86, -0.747214401830}});
  ExpectNear(Row({}, Color::kBlack, {.height = 7, .width = 13}), {{86, 0.5 * -1.378018451816}});
}

TEST(MetadataFeatures, DatesAreWavesAroundTheEpoch) {
  const std::vector<float> epoch = Row({.day = 0});
  const std::vector<float> before = Row({.day = -100});
  const std::vector<float> after = Row({.day = 100});
  for (size_t i = 87; i < 151; i += 2) {
    EXPECT_EQ(epoch[i], 1) << i;
    EXPECT_EQ(epoch[i + 1], 0) << i;
    EXPECT_EQ(before[i], after[i]) << i;
    EXPECT_EQ(before[i + 1], -after[i + 1]) << i;
    EXPECT_NEAR(after[i] * after[i] + after[i + 1] * after[i + 1], 1, 1e-6) << i;
  }
  // The longest wave takes 80,000 weeks.
  ExpectNear(Row({.day = 140'000}), {{149, 0}, {150, 1}});
}

TEST(MetadataFeatures, RefusesRowsOfAnotherSize) {
  std::vector<float> row(191);
  EXPECT_THAT([&] { WriteMetadataFeatures({}, Color::kBlack, {.height = 9, .width = 9}, row); },
              ThrowsMessage<UsageError>(HasSubstr("192 values")));
}

}  // namespace
}  // namespace tidemark::reference
