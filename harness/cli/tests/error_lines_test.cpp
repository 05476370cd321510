#include "harness/cli/error_lines.h"

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

TEST(ErrorLines, AreThoseOfKataGosTest) {
  reference::ErrorStatistics statistics;
  statistics.Add({.winrate = 0.0125,
                  .lead = 0.25,
                  .score_mean = 0.5,
                  .score_stdev = 12.5,
                  .top_policy = 0.001,
                  .policy_kl = 0.00025,
                  .shortterm_value_error = 0.02,
                  .shortterm_score_error = 1.5,
                  .ownership = {0, 0.04F}});
  statistics.Add({.winrate = 0.0025, .policy_kl = -0.00005, .ownership = {0, 0}});
  EXPECT_EQ(ErrorLines(statistics, "ane fp16", reference::ErrorLimitSet::kCurrent),
            "ane fp16 error vs reference winrateError:                   "
            "0.75000%  0.25000%  0.25000%  1.25000%\n"
            "ane fp16 error vs reference leadError:                      "
            "0.12500   0.00000   0.00000   0.25000\n"
            "ane fp16 error vs reference scoreMeanError:                 "
            "0.25000   0.00000   0.00000   0.50000\n"
            "ane fp16 error vs reference scoreStdevError:                "
            "6.25000   0.00000   0.00000   12.50000\n"
            "ane fp16 error vs reference topPolicyDelta:                 "
            "0.05000%  0.00000%  0.00000%  0.10000%\n"
            "ane fp16 error vs reference policyKLDiv:                    "
            "0.000100   -0.000050   -0.000050   0.000250\n"
            "ane fp16 error vs reference stWLErrorError:                 "
            "1.00000c  0.00000c  0.00000c  2.00000c\n"
            "ane fp16 error vs reference stScErrorError:                 "
            "0.75000   0.00000   0.00000   1.50000\n"
            "ane fp16 error vs reference ownershipError:                 "
            "1.00000c  0.00000c  0.00000c  4.00000c\n"
            "ane fp16 error vs reference closest margin:                 "
            "99% 0.125 (winrateError), max 6.94 (scoreStdevError)\n");
}

}  // namespace
}  // namespace tidemark::harness
