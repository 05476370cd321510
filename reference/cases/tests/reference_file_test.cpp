#include "reference/cases/reference_file.h"

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"
#include "reference/cases/tests/sample_cases.h"

namespace tidemark::reference {
namespace {

using testing::FullCase;
using ::testing::HasSubstr;
using testing::TextOf;
using ::testing::ThrowsMessage;

// The rules that KataGo's backend-error test sets.
constexpr Rules kTestRules = {.ko = KoRule::kSituational};

Position EmptyBoard(int size) {
  return PositionAfter({.start = Board(size, size), .rules = kTestRules}, 0);
}

PostProcessed Evaluation(int size) {
  const BoardSize board = {.height = size, .width = size};
  return *FullCase(size, size, board).post_processed;
}

class ReferenceFile : public ::testing::Test {
 protected:
  tidemark::testing::TempDir folder_ = {};
  std::filesystem::path file_ = folder_.path() / "reference.jsonl";
};

TEST_F(ReferenceFile, HasALineForEachPositionWithItsHash) {
  ReferenceFileWriter writer(file_, {});
  writer.Add(EmptyBoard(9), Evaluation(9));
  writer.Add(EmptyBoard(19), Evaluation(19));
  writer.Finish();
  const std::string text = TextOf(file_);
  const size_t end = text.find('\n');
  const nlohmann::json first = nlohmann::json::parse(text.substr(0, end));
  const nlohmann::json second = nlohmann::json::parse(text.substr(end + 1));
  EXPECT_EQ(first["nnHash"], "2F065641E4A411AE134000B94297BD7E");
  EXPECT_EQ(second["nnHash"], "7DC6BAC4DFBBB3A29CCC2CD049BA41A6");
  EXPECT_EQ(first["nnXLen"], 9);
  EXPECT_EQ(first["nnYLen"], 9);
  EXPECT_EQ(first["policyOptimismUsed"], 0);
  EXPECT_EQ(first["policyProbs"].size(), 362U);
  EXPECT_EQ(first["policyProbs"][81], 0.25);
  EXPECT_EQ(first["policyProbs"][82], -1);
  EXPECT_EQ(second["policyProbs"].size(), 362U);
  EXPECT_EQ(first["whiteOwnerMap"].size(), 81U);
  for (const char* key :
       {"whiteWinProb", "whiteLossProb", "whiteNoResultProb", "whiteScoreMean", "whiteScoreMeanSq",
        "whiteLead", "varTimeLeft", "shorttermWinlossError", "shorttermScoreError"}) {
    EXPECT_TRUE(first.contains(key)) << key;
  }
  EXPECT_EQ(first.size(), 15U);
}

TEST_F(ReferenceFile, NumbersReadBackExactly) {
  PostProcessed evaluation = Evaluation(9);
  evaluation.white_win = 0.1F;
  evaluation.white_lead = std::numeric_limits<float>::denorm_min();
  evaluation.white_score_mean_square = 1047.06F;
  ReferenceFileWriter writer(file_, {});
  writer.Add(EmptyBoard(9), evaluation);
  writer.Finish();
  const nlohmann::json line = nlohmann::json::parse(TextOf(file_));
  EXPECT_EQ(line["whiteWinProb"].get<float>(), evaluation.white_win);
  EXPECT_EQ(line["whiteLead"].get<float>(), evaluation.white_lead);
  EXPECT_EQ(line["whiteScoreMeanSq"].get<float>(), evaluation.white_score_mean_square);
}

TEST_F(ReferenceFile, TheMetadataProfileIsInTheHash) {
  ReferenceFileWriter writer(file_, {.metadata = true});
  writer.Add(EmptyBoard(9), Evaluation(9));
  writer.Finish();
  // 2F065641E4A411AE134000B94297BD7E ^ DE97BE4402CDE021F7D18212F7DD8A0F
  EXPECT_EQ(nlohmann::json::parse(TextOf(file_))["nnHash"], "F191E805E669F18FE49182ABB54A3771");
}

TEST_F(ReferenceFile, AppearsWholeOrNotAtAll) {
  {
    ReferenceFileWriter writer(file_, {});
    writer.Add(EmptyBoard(9), Evaluation(9));
    PostProcessed broken = Evaluation(9);
    broken.white_lead = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THAT([&] { writer.Add(EmptyBoard(9), broken); },
                ThrowsMessage<FormatError>(HasSubstr("not a number")));
    EXPECT_THAT([&] { writer.Add(EmptyBoard(9), Evaluation(20)); },
                ThrowsMessage<UsageError>(HasSubstr("at most 19x19 points, not 20x20")));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  testing::WriteText(file_, "mine");
  EXPECT_THROW(ReferenceFileWriter(file_, {}), UsageError);
}

}  // namespace
}  // namespace tidemark::reference
