#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::filesystem::path kScenarios = std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios";

// Verbs that judge reports, on reports of the scenarios that are there for it.
class GateVerbs : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("TIDEMARK_CACHE", File("cache").c_str(), 1);
    // What fails here on purpose is nothing to tell the step that runs the tests.
    unsetenv("GITHUB_ACTIONS");
  }
  void TearDown() override { unsetenv("TIDEMARK_CACHE"); }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }

  // Measures a shipped scenario. Returns the report's path.
  std::string Measure(const std::string& scenario, const std::string& name) {
    const std::string report = File(name);
    const Answer answer =
        Harness({"run", (kScenarios / (scenario + ".json")).string(), "--out", report});
    EXPECT_EQ(answer.code, 0) << answer.out << answer.err;
    return report;
  }

  TempDir folder_;
};

// One test for both: a gate that always passes and one that always fails are equally useless.
TEST_F(GateVerbs, AnUnchangedBuildPassesAndALeakFails) {
  const std::string base = Measure("control", "base.json");
  const std::string same = Measure("control", "same.json");
  const std::string leak = Measure("control-leak", "leak.json");

  const Answer green = Harness({"gate", same, "--baseline", base});
  EXPECT_EQ(green.code, 0) << green.out << green.err;
  EXPECT_THAT(green.out, HasSubstr(" 0 failed"));

  const Answer red = Harness({"gate", leak, "--baseline", base});
  EXPECT_EQ(red.code, 1) << red.out << red.err;
  EXPECT_THAT(red.out, HasSubstr("FAIL      all/ane peak_rss: "));
  EXPECT_THAT(red.out, HasSubstr("; grew"));
  EXPECT_THAT(red.out, Not(HasSubstr("off/ane")));

  const Answer json = Harness({"gate", leak, "--baseline", base, "--json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_EQ(json.Json()["kind"], "tidemark.gate");
  EXPECT_EQ(json.Json()["passed"], false);
}

TEST_F(GateVerbs, ARunMeasuresAgainBeforeItFails) {
  const std::string base = Measure("control", "base.json");
  const Answer red = Harness({"run", (kScenarios / "control-leak.json").string(), "--out",
                              File("leak.json"), "--gate", base, "--confirm", "2"});
  EXPECT_EQ(red.code, 1) << red.out << red.err;
  EXPECT_THAT(red.out, HasSubstr("confirmed in 2 of 2 reruns"));
  EXPECT_TRUE(std::filesystem::exists(File("leak.json")));
}

TEST_F(GateVerbs, AnImprovementNamesTheCommandThatTightensTheBaseline) {
  const std::string base = Measure("control-leak", "base.json");
  const std::string head = Measure("control", "head.json");
  const Answer green = Harness({"gate", head, "--baseline", base});
  EXPECT_EQ(green.code, 0) << green.out << green.err;
  EXPECT_THAT(green.out, HasSubstr("improved  all/ane peak_rss: "));
  EXPECT_THAT(green.out, HasSubstr("harness baseline update " + head + " --baseline " + base));

  const Answer update = Harness({"baseline", "update", head, "--baseline", base});
  ASSERT_EQ(update.code, 0) << update.err;
  EXPECT_TRUE(std::filesystem::exists(File("base.baseline.json")));
  const Answer level = Harness({"gate", head, "--baseline", base, "--all"});
  EXPECT_EQ(level.code, 0) << level.out << level.err;
  EXPECT_THAT(level.out, HasSubstr(" 0 improved"));
  EXPECT_THAT(level.out, HasSubstr("drift of peak_rss"));

  // A report that is put into the baseline's place is noticed.
  std::filesystem::copy_file(head, base, std::filesystem::copy_options::overwrite_existing);
  std::ofstream(base, std::ios::app) << "\n";
  const Answer changed = Harness({"gate", head, "--baseline", base});
  EXPECT_EQ(changed.code, 2);
  EXPECT_THAT(changed.err, HasSubstr("not the record of base.json as it is now"));
}

TEST_F(GateVerbs, TheAnchorStaysUntilItIsReset) {
  const std::string first = Measure("control", "first.json");
  const std::string later = Measure("control-leak", "later.json");
  const std::string baseline = File("baseline.json");
  ASSERT_EQ(Harness({"baseline", "update", first, "--baseline", baseline}).code, 0);
  ASSERT_EQ(Harness({"baseline", "update", later, "--baseline", baseline}).code, 0);
  const Answer drifted = Harness({"gate", later, "--baseline", baseline});
  EXPECT_EQ(drifted.code, 1) << drifted.out;
  EXPECT_THAT(drifted.out, HasSubstr("FAIL      all/ane drift of peak_rss"));
  EXPECT_EQ(Harness({"gate", later, "--baseline", baseline, "--only", "budget"}).code, 0);
  EXPECT_EQ(Harness({"gate", later, "--baseline", baseline, "--only", "drift"}).code, 1);
  EXPECT_EQ(Harness({"gate", later, "--baseline", baseline, "--only", "drifts"}).code, 2);
  ASSERT_EQ(Harness({"baseline", "update", later, "--baseline", baseline, "--reset-anchor"}).code,
            0);
  EXPECT_EQ(Harness({"gate", later, "--baseline", baseline}).code, 0);
}

TEST_F(GateVerbs, NoiseIsMeasuredAndKeptWithTheBaseline) {
  const Answer noise = Harness({"noise", (kScenarios / "control.json").string(), "-n", "2",
                                "--repeats", "3", "--out", File("noise.json")});
  ASSERT_EQ(noise.code, 0) << noise.out << noise.err;
  EXPECT_THAT(noise.out, HasSubstr("control: 2 runs of 3 repeats"));
  EXPECT_THAT(noise.out, HasSubstr("suggested floor"));
  const std::string head = Measure("control", "head.json");
  const std::string baseline = File("baseline.json");
  const Answer update =
      Harness({"baseline", "update", head, "--baseline", baseline, "--noise", File("noise.json")});
  EXPECT_EQ(update.code, 0) << update.err;
  EXPECT_EQ(Harness({"gate", head, "--baseline", baseline}).code, 0);

  const Answer one = Harness({"noise", "--from", head});
  EXPECT_EQ(one.code, 2);
  EXPECT_THAT(one.err, HasSubstr("two runs or more"));
  EXPECT_EQ(Harness({"noise"}).code, 2);
}

TEST_F(GateVerbs, CompareTellsWhatTheLeakDid) {
  const std::string base = Measure("control", "base.json");
  const std::string leak = Measure("control-leak", "leak.json");
  const Answer answer = Harness({"compare", base, leak, "--metric", "peak_rss"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("worse"));
  EXPECT_THAT(answer.out, HasSubstr("95 % interval"));
  const auto changes = Harness({"compare", base, leak, "--json"}).Json()["changes"];
  ASSERT_FALSE(changes.empty());
  EXPECT_EQ(changes[0]["direction"], "worse");

  const Answer sets = Harness({"compare", base, "--sets", "off,all"});
  EXPECT_EQ(sets.code, 0) << sets.err;
  EXPECT_THAT(sets.out, HasSubstr("all/ane against off/ane"));
  const Answer unknown = Harness({"compare", base, "--sets", "off,seed"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("it has off, all"));
}

TEST_F(GateVerbs, ReportsOfOtherModelsAreNotCompared) {
  const std::string base = Measure("control", "base.json");
  harness::Report report = harness::ReadJsonReport(base);
  report.model->content_sha256 = std::string(64, '0');
  report.environment.host_class = "elsewhere";
  harness::WriteJsonReport(report, File("other.json"));
  const Answer refused = Harness({"compare", base, File("other.json")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("environment.host_class: "));
  EXPECT_THAT(refused.err, HasSubstr("model.content_sha256: "));
  const Answer allowed = Harness({"compare", base, File("other.json"), "--across-hosts"});
  EXPECT_EQ(allowed.code, 0) << allowed.err;
  EXPECT_THAT(allowed.out, HasSubstr("differs: environment.host_class: "));
  EXPECT_EQ(Harness({"gate", File("other.json"), "--baseline", base}).code, 2);
}

TEST_F(GateVerbs, NothingPassesByBeingAbsent) {
  const std::string base = Measure("control", "base.json");
  EXPECT_EQ(Harness({"gate", base, "--baseline", File("none.json")}).code, 2);
  EXPECT_EQ(Harness({"gate", File("none.json"), "--baseline", base}).code, 2);
  EXPECT_EQ(Harness({"gate", base}).code, 2);

  harness::Report empty = harness::ReadJsonReport(base);
  empty.runs.clear();
  empty.effects.clear();
  empty.checks.clear();
  harness::WriteJsonReport(empty, File("empty.json"));
  EXPECT_EQ(Harness({"gate", File("empty.json"), "--baseline", base}).code, 1);
  EXPECT_EQ(Harness({"gate", base, "--baseline", File("empty.json")}).code, 1);

  const Answer quick = Harness({"run", (kScenarios / "control.json").string(), "--quick", "--out",
                                File("quick.json"), "--gate", base});
  EXPECT_EQ(quick.code, 2);
  EXPECT_FALSE(std::filesystem::exists(File("quick.json")));
}

TEST_F(GateVerbs, OnlyARunWithoutABlemishBecomesABaseline) {
  const std::string base = Measure("control", "base.json");
  harness::Report report = harness::ReadJsonReport(base);
  report.quick = true;
  harness::WriteJsonReport(report, File("quick.json"));
  const Answer quick =
      Harness({"baseline", "update", File("quick.json"), "--baseline", File("b.json")});
  EXPECT_EQ(quick.code, 2);
  EXPECT_THAT(quick.err, HasSubstr("--quick"));
  report.quick = false;
  report.checks.front().status = harness::CheckStatus::kFail;
  harness::WriteJsonReport(report, File("failed.json"));
  EXPECT_EQ(Harness({"baseline", "update", File("failed.json"), "--baseline", File("b.json")}).code,
            2);
  EXPECT_FALSE(std::filesystem::exists(File("b.json")));
}

}  // namespace
}  // namespace tidemark::testing
