#include "harness/cli/ci_report.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/report.h"

namespace tidemark::harness {
namespace {

TEST(CiReport, FaultsAreGroupedByRun) {
  Report report;
  report.scenario.name = "b18";
  report.checks = {{.name = "peak_rss of seed/ane",
                    .actual = "150 MiB",
                    .limit = "140 MiB",
                    .reason = "over the limit",
                    .run = "seed/ane"},
                   {.name = "artifacts identical", .reason = "nothing was measured"},
                   {.name = "fine", .status = CheckStatus::kPass, .run = "seed/ane"},
                   {.name = "not here", .status = CheckStatus::kSkipped, .reason = "none"},
                   {.name = "steady_rss of seed/ane", .reason = "not measured", .run = "seed/ane"}};
  report.warnings = {{.id = "few_repeats", .message = "few repeats"},
                     {.id = "no_plateau", .run = "off/ane", .message = "moved\x1b[31m"}};
  EXPECT_EQ(AnnotationLines(AnnotationsOf(report, "scenarios/b18.json")),
            "::error file=scenarios/b18.json,title=b18%3A seed/ane::"
            "peak_rss of seed/ane: 150 MiB, allowed 140 MiB; over the limit%0A"
            "steady_rss of seed/ane; not measured\n"
            "::error file=scenarios/b18.json,title=b18::artifacts identical; nothing was measured\n"
            "::warning file=scenarios/b18.json,title=b18::few repeats\n"
            "::warning file=scenarios/b18.json,title=b18%3A off/ane::moved [31m\n");
}

TEST(CiReport, NothingIsSaidOfAGoodReport) {
  Report report;
  report.checks = {{.name = "fine", .status = CheckStatus::kPass}};
  EXPECT_TRUE(AnnotationsOf(report, "b18.json").empty());
}

}  // namespace
}  // namespace tidemark::harness
