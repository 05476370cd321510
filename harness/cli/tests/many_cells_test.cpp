// A scenario of a thousand cells, ten processes each: it is checked and planned, and its report
// written and read back. One of ten thousand cells is refused.

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "harness/cli/tests/faults.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/measure/campaign.h"
#include "harness/memory/environment.h"
#include "harness/report/assemble.h"
#include "harness/report/json_report.h"
#include "harness/scenario/plan.h"
#include "harness/scenario/scenario_reader.h"

namespace tidemark::testing {
namespace {

constexpr size_t kCells = 1000;
constexpr size_t kRepeats = 10;

class ManyCells : public FaultTest {
 protected:
  void SetUp() override {
    FaultTest::SetUp();
    std::ofstream scenario(File("many.json"));
    scenario << R"({"schema_version": 1, "name": "many", "model": {"path": "net.bin.gz"},
        "board": "9x9", "positions": {"random": 1}, "repeats": 10, "lever_sets": {"set-0": ["stream_gzip"])";
    for (size_t i = 1; i < kCells; ++i) scenario << ", \"set-" << i << "\": [\"stream_gzip\"]";
    scenario << "}}";
  }

  static long PeakOfChildren() {
    rusage used = {};
    getrusage(RUSAGE_CHILDREN, &used);
    return used.ru_maxrss;
  }
};

TEST_F(ManyCells, AreCheckedAndEstimated) {
  const Answer answer = Harness({"validate", File("many.json"), "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.Json()["cells"].size(), kCells);
  EXPECT_LT(PeakOfChildren(), 256L * 1024) << "KiB";
}

TEST_F(ManyCells, AreRefusedWhereThereAreTooMany) {
  std::ofstream more(File("more.json"));
  more << R"({"schema_version": 1, "name": "more", "lever_sets": {"0": [])";
  for (size_t i = 1; i < 10 * kCells; ++i) more << ", \"" << i << "\": []";
  more << "}}";
  more.close();
  const Answer answer = Harness({"run", File("more.json"), "--out", File("out/report.json")});
  EXPECT_EQ(answer.code, 2);
  ExpectOneLine(answer.err, "more than 1000 keys in one object (key lever_sets)");
}

TEST_F(ManyCells, MakeAReportThatIsReadBack) {
  const harness::Plan plan = harness::MakePlan(harness::ReadScenario(File("many.json")), {});
  ASSERT_EQ(plan.cells.size(), kCells);
  ASSERT_EQ(plan.steps.size(), kCells * kRepeats);
  harness::Campaign campaign;
  campaign.cells.resize(kCells);
  for (size_t i = 0; i < kCells; ++i) {
    for (size_t repeat = 0; repeat < kRepeats; ++repeat) {
      harness::CellRun run;
      run.sample.repeat = static_cast<int>(repeat);
      run.sample.peak_rss_bytes = 1000 + i;
      run.sample.steady_on_plateau = true;
      run.sample.growth_reason = "a fake";
      run.sample.timeline.interval_s = 0.005;
      campaign.cells[i].runs.push_back(run);
    }
    campaign.cells[i].error_reason = "a fake";
  }
  harness::WriteJsonReport(harness::AssembleReport(plan, campaign, harness::DescribeEnvironment()),
                           File("out/report.json"));
  EXPECT_LE(std::filesystem::file_size(File("out/report.json")), harness::kMostReportBytes);
  const harness::Report back = harness::ReadJsonReport(File("out/report.json"));
  ASSERT_EQ(back.runs.size(), kCells);
  EXPECT_EQ(back.runs.back().id, "set-999/ane");
  EXPECT_EQ(back.runs.back().samples.at(kRepeats - 1).peak_rss_bytes, 1000 + kCells - 1);
  const Answer answer = Harness({"report", File("out/report.json"), "--format", "csv"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_THAT(answer.out, ::testing::HasSubstr("set-999/ane"));
}

}  // namespace
}  // namespace tidemark::testing
