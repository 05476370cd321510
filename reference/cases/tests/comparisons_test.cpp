#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/cases/evaluation_comparison.h"
#include "reference/cases/input_comparison.h"
#include "reference/cases/tests/sample_cases.h"

namespace tidemark::reference {
namespace {

using testing::FullCase;

using testing::kBoard;

TEST(InputComparison, EqualInputsPass) {
  const NetworkInputs inputs = FullCase(2, 3, kBoard).inputs;
  InputComparison comparison;
  EXPECT_FALSE(comparison.pass());
  comparison.Add(0, inputs, inputs);
  EXPECT_TRUE(comparison.pass());
  EXPECT_EQ(comparison.cases(), 1U);
  EXPECT_EQ(comparison.values(), 22U * 6 + 19 + 192);
  EXPECT_FALSE(comparison.first().has_value());
}

TEST(InputComparison, TheLeastDifferenceFailsAndIsFound) {
  const NetworkInputs recorded = FullCase(2, 3, kBoard).inputs;
  NetworkInputs encoded = recorded;
  const auto nudge = [](float& value) {
    value = std::nextafter(value, std::numeric_limits<float>::infinity());
  };
  nudge(encoded.spatial[3 * 6 + 4]);
  nudge(encoded.metadata[5]);
  InputComparison comparison;
  comparison.Add(0, recorded, recorded);
  comparison.Add(1, recorded, encoded);
  EXPECT_FALSE(comparison.pass());
  EXPECT_EQ(comparison.mismatches(), 2U);
  ASSERT_TRUE(comparison.first().has_value());
  EXPECT_EQ(comparison.first()->input, "spatial");
  EXPECT_EQ(comparison.first()->place.case_index, 1U);
  EXPECT_EQ(comparison.first()->place.channel, 3);
  EXPECT_EQ(comparison.first()->place.y, 1);
  EXPECT_EQ(comparison.first()->place.x, 1);
  EXPECT_EQ(comparison.first()->recorded, recorded.spatial[22]);
}

TEST(InputComparison, AGlobalValueIsAChannel) {
  const NetworkInputs recorded = FullCase(2, 3, kBoard).inputs;
  NetworkInputs encoded = recorded;
  encoded.global[7] = std::numeric_limits<float>::quiet_NaN();
  InputComparison comparison;
  comparison.Add(4, recorded, encoded);
  EXPECT_EQ(comparison.mismatches(), 1U);
  EXPECT_EQ(comparison.first()->input, "global");
  EXPECT_EQ(comparison.first()->place.channel, 7);
  EXPECT_FALSE(comparison.first()->place.y.has_value());
}

TEST(InputComparison, OtherBuffersAndOtherNetworksCannotBeCompared) {
  const NetworkInputs inputs = FullCase(2, 3, kBoard).inputs;
  InputComparison comparison;
  EXPECT_THROW(comparison.Add(0, inputs, FullCase(3, 2, kBoard).inputs), UsageError);
  NetworkInputs plain = inputs;
  plain.metadata.clear();
  EXPECT_THROW(comparison.Add(0, inputs, plain), UsageError);
}

TEST(EvaluationComparison, SmallDifferencesPassInProportion) {
  const PostProcessed recorded = *FullCase(2, 3, kBoard).post_processed;
  PostProcessed computed = recorded;
  computed.white_score_mean_square += 0.0008F;  // of 90.3
  computed.white_win += 9e-6F;
  EvaluationComparison comparison;
  EXPECT_TRUE(comparison.pass());
  EXPECT_FALSE(comparison.largest().has_value());
  comparison.Add(2, recorded, computed);
  EXPECT_TRUE(comparison.pass());
  EXPECT_EQ(comparison.cases(), 1U);
  EXPECT_EQ(comparison.largest()->case_index, 2U);
  EXPECT_NEAR(comparison.largest()->difference, 9e-6, 1e-7);
}

TEST(EvaluationComparison, LargerOnesAndOtherLegalMovesFail) {
  const PostProcessed recorded = *FullCase(2, 3, kBoard).post_processed;
  PostProcessed computed = recorded;
  computed.white_lead += 1e-3F;
  computed.policy[0] = -1;
  computed.white_ownership[2] = std::numeric_limits<float>::quiet_NaN();
  EvaluationComparison comparison;
  comparison.Add(0, recorded, computed);
  EXPECT_FALSE(comparison.pass());
  EXPECT_EQ(comparison.failures(), 3U);
  EXPECT_EQ(comparison.legality_mismatches(), 1U);
  EXPECT_EQ(comparison.largest()->key, "white_ownership");
}

TEST(EvaluationComparison, OtherBuffersCannotBeCompared) {
  EvaluationComparison comparison;
  EXPECT_THROW(comparison.Add(0, *FullCase(2, 3, kBoard).post_processed,
                              *FullCase(3, 3, kBoard).post_processed),
               UsageError);
}

}  // namespace
}  // namespace tidemark::reference
