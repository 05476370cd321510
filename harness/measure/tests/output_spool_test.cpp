#include "harness/measure/output_spool.h"

#include <numeric>

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

// A batch of two whose values are all different.
reference::RawOutputs Batch(float first) {
  reference::RawOutputs outputs = {.batch = 2,
                                   .height = 2,
                                   .width = 3,
                                   .policy_channels = 2,
                                   .score_channels = 4,
                                   .policy = std::vector<float>(24),
                                   .pass = std::vector<float>(4),
                                   .value = std::vector<float>(6),
                                   .score_value = std::vector<float>(8),
                                   .ownership = std::vector<float>(12)};
  for (auto* values :
       {&outputs.policy, &outputs.pass, &outputs.value, &outputs.score_value, &outputs.ownership}) {
    std::iota(values->begin(), values->end(), first);
    first += 100;
  }
  return outputs;
}

TEST(OutputSpool, GivesBackEachPosition) {
  OutputSpool spool;
  spool.Add(Batch(0));
  spool.Add(Batch(1000));
  ASSERT_EQ(spool.size(), 4U);
  for (const size_t n : {3U, 0U, 2U, 1U}) {
    const reference::RawOutputs expected =
        Batch(n < 2 ? 0.0F : 1000.0F).Select(static_cast<int>(n % 2));
    const reference::RawOutputs actual = spool.Get(n);
    EXPECT_EQ(actual.batch, 1);
    EXPECT_EQ(actual.height, 2);
    EXPECT_EQ(actual.width, 3);
    EXPECT_EQ(actual.policy_channels, 2);
    EXPECT_EQ(actual.score_channels, 4);
    EXPECT_EQ(actual.policy, expected.policy);
    EXPECT_EQ(actual.pass, expected.pass);
    EXPECT_EQ(actual.value, expected.value);
    EXPECT_EQ(actual.score_value, expected.score_value);
    EXPECT_EQ(actual.ownership, expected.ownership);
  }
}

}  // namespace
}  // namespace tidemark::harness
