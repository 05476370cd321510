#include "reference/inputs/sgf_metadata.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::ThrowsMessage;

void ExpectRanks(const std::string& name, int black, int white) {
  const SgfMetadata metadata = MetadataProfile(name);
  EXPECT_EQ(metadata.black.inverse_rank, black) << name;
  EXPECT_EQ(metadata.white.inverse_rank, white) << name;
  for (const SgfPlayer& player : {metadata.black, metadata.white}) {
    EXPECT_TRUE(player.human);
    EXPECT_FALSE(player.unranked);
    EXPECT_FALSE(player.rank_unknown);
  }
}

TEST(MetadataProfile, KnowsRanksFrom9DanTo20Kyu) {
  for (int dan = 1; dan <= 9; ++dan) {
    ExpectRanks("rank_" + std::to_string(dan) + "d", 10 - dan, 10 - dan);
  }
  for (int kyu = 1; kyu <= 20; ++kyu) {
    ExpectRanks("preaz_" + std::to_string(kyu) + "k", 9 + kyu, 9 + kyu);
  }
}

TEST(MetadataProfile, NamesBlacksRankFirst) {
  ExpectRanks("rank_3d_1k", 7, 10);
  ExpectRanks("preaz_20k_9d", 29, 1);
}

TEST(MetadataProfile, OfRanksIsAServersGame) {
  for (const auto& [name, day] : {std::pair("rank_5k", 18322), {"preaz_5k", 17045}}) {
    const SgfMetadata metadata = MetadataProfile(name);
    EXPECT_EQ(metadata.day, day) << name;
    EXPECT_TRUE(metadata.ratedness_unknown);
    EXPECT_FALSE(metadata.unrated);
    EXPECT_EQ(metadata.time_control, TimeControl::kByoYomi);
    EXPECT_EQ(metadata.main_time_s, 1200);
    EXPECT_EQ(metadata.period_time_s, 30);
    EXPECT_EQ(metadata.byo_yomi_periods, 5);
    EXPECT_EQ(metadata.canadian_moves, 0);
    EXPECT_EQ(metadata.source, SgfSource::kKgs);
  }
}

TEST(MetadataProfile, OfYearsIsAProfessionalsGame) {
  const SgfMetadata metadata = MetadataProfile("proyear_1970");
  ExpectRanks("proyear_1970", 1, 1);
  EXPECT_EQ(metadata.day, 151);
  EXPECT_FALSE(metadata.ratedness_unknown);
  EXPECT_FALSE(metadata.unrated);
  EXPECT_EQ(metadata.time_control, TimeControl::kUnknown);
  EXPECT_EQ(metadata.main_time_s, 0);
  EXPECT_EQ(metadata.period_time_s, 0);
  EXPECT_EQ(metadata.byo_yomi_periods, 0);
  EXPECT_EQ(metadata.source, SgfSource::kGoGod);
  // 30 leap days on the way: 1900 had none.
  EXPECT_EQ(MetadataProfile("proyear_1800").day, -61940);
  EXPECT_EQ(MetadataProfile("proyear_2020").source, SgfSource::kGoGod);
  EXPECT_EQ(MetadataProfile("proyear_2021").source, SgfSource::kGo4Go);
  EXPECT_EQ(MetadataProfile("proyear_2023").source, SgfSource::kGo4Go);
  EXPECT_EQ(MetadataProfile("proyear_2023").day, 19509);
}

TEST(MetadataProfile, TheDefaultIsKnown) {
  ExpectRanks(std::string(kDefaultMetadataProfile), 14, 14);
}

TEST(MetadataProfile, RefusesOtherNamesAndTellsTheForms) {
  for (const char* name : {"",
                           "rank",
                           "rank_",
                           "rank_5",
                           "rank_k",
                           "rank_0k",
                           "rank_21k",
                           "rank_10d",
                           "rank_05k",
                           "rank_-5k",
                           "rank_+5k",
                           "rank_5p",
                           "rank_5K",
                           "rank_5k_",
                           "rank__5k",
                           "rank_5k_4k_3k",
                           "rank_5k ",
                           "Rank_5k",
                           "preaz_",
                           "preaz_d",
                           "proyear_",
                           "proyear_1799",
                           "proyear_2024",
                           "proyear_199",
                           "proyear_01990",
                           "proyear_1990s",
                           "proyear_-1990",
                           "preaz_5k\n",
                           "proyear_99999999999999999999"}) {
    EXPECT_THAT(
        [&] { MetadataProfile(name); },
        ThrowsMessage<UsageError>(AllOf(HasSubstr("unknown profile"), HasSubstr("rank_R"),
                                        HasSubstr("from 1800 to 2023"), Not(HasSubstr("\n")))))
        << name;
  }
}

}  // namespace
}  // namespace tidemark::reference
