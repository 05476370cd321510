// Disks that are full, at every moment at which something is created, written, synced or renamed.

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/cli/tests/faults.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kFull[] = "No space left on device";

class FullDisk : public FaultTest {
 protected:
  void SetUp() override {
    TIDEMARK_FAULTS_OR_SKIP();
    FaultTest::SetUp();
  }

  // How many changes a verb makes to what is called `prefix...` here.
  long CountChanges(const std::vector<std::string>& arguments, const std::string& prefix) const {
    const Faults counting({{"TIDEMARK_FAULT_VERB", arguments.front()},
                           {"TIDEMARK_FAULT_FOLDER", File(prefix)},
                           {"TIDEMARK_FAULT_COUNT", File("count")}});
    const Answer answer = Harness(arguments);
    EXPECT_EQ(answer.code, 0) << answer.err;
    long count = 0;
    std::ifstream(File("count")) >> count;
    return count;
  }

  // The same with a disk that is full from the n-th change on.
  Answer WithFullDisk(const std::vector<std::string>& arguments, const std::string& prefix,
                      long n) const {
    const Faults full({{"TIDEMARK_FAULT_VERB", arguments.front()},
                       {"TIDEMARK_FAULT_FOLDER", File(prefix)},
                       {"TIDEMARK_FAULT_AT", std::to_string(n)},
                       {"TIDEMARK_FAULT_ERRNO", std::to_string(ENOSPC)}});
    return Harness(arguments);
  }

  // Whatever is refused, it is told in one line; `target` is absent, as it was, or whole.
  void ExpectEveryRefusalTold(std::vector<std::string> arguments, const std::string& target,
                              bool can_replace = true) {
    const long changes = CountChanges(arguments, "out");
    ASSERT_GT(changes, 3);
    const std::string whole = BytesOf("out/" + target);
    for (const bool replaces : {false, true}) {
      if (replaces && !can_replace) continue;
      if (replaces) arguments.emplace_back("--force");
      for (long n = 1; n <= changes; ++n) {
        if (!replaces) fs::remove_all(File("out/" + target));
        const Answer answer = WithFullDisk(arguments, "out", n);
        EXPECT_EQ(answer.code, 2) << n << answer.out;
        ExpectOneLine(answer.err, kFull);
        EXPECT_THAT(answer.err, HasSubstr(File("out"))) << n;
        if (replaces || fs::exists(File("out/" + target))) {
          EXPECT_TRUE(BytesOf("out/" + target) == whole) << n;
          EXPECT_THAT(NamesIn("out"), ElementsAre(target)) << n;
        } else {
          EXPECT_THAT(NamesIn("out"), IsEmpty()) << n;
        }
      }
      RecordProperty(replaces ? "replacing" : "new", static_cast<int>(changes));
    }
  }
};

TEST_F(FullDisk, AConversionTellsEveryRefusal) {
  ExpectEveryRefusalTold({"convert", File("net.bin.gz"), File("out/net.mlpackage")},
                         "net.mlpackage");
}

TEST_F(FullDisk, SynthesisTellsEveryRefusal) {
  ExpectEveryRefusalTold({"synthesize", "b2c16", File("out/new.bin.gz")}, "new.bin.gz");
}

TEST_F(FullDisk, RecordingTellsEveryRefusal) {
  const std::string game =
      std::string(TIDEMARK_SOURCE_DIR) + "/scenarios/positions/ladder-19x19.sgf";
  ExpectEveryRefusalTold({"record", File("net.bin.gz"), "--backend", "eigen", "--positions", game,
                          "--every", "60", "--out", File("out/cases")},
                         "cases", false);
}

// Nothing of hours of measuring is lost.
TEST_F(FullDisk, AReportThatDoesNotFitIsKeptElsewhere) {
  const std::vector<std::string> run = {"run", ConversionScenario(), "--out",
                                        File("out/report.json")};
  const long changes = CountChanges(run, "out/");
  for (long n = 1; n <= changes; ++n) {
    fs::remove(File("out/report.json"));
    const Answer answer = WithFullDisk(run, "out/", n);
    EXPECT_EQ(answer.code, 2) << n;
    ExpectOneLine(answer.err, kFull);
    const size_t at = answer.err.find(File("temporary"));
    ASSERT_NE(at, std::string::npos) << answer.err;
    const fs::path kept = answer.err.substr(at, answer.err.rfind(".json") + 5 - at);
    EXPECT_EQ(harness::ReadJsonReport(kept).runs.at(0).samples.at(0).exit.status, "ok");
    fs::remove_all(kept.parent_path());
  }
  EXPECT_THAT(NamesIn("temporary"), IsEmpty());
}

TEST_F(FullDisk, AReportThatFitsNowhereIsPrinted) {
  const std::vector<std::string> run = {"run", ConversionScenario(), "--out",
                                        File("temporary/report.json")};
  const long changes = CountChanges(run, "temporary/tidemark-work-");
  fs::remove(File("temporary/report.json"));
  const Answer answer = WithFullDisk(run, "temporary/", changes + 1);
  EXPECT_EQ(answer.code, 2);
  ExpectOneLine(answer.err, "the report went to standard output");
  EXPECT_EQ(harness::ReportFromJson(answer.Json(), "stdout").runs.at(0).samples.size(), 1U);
  EXPECT_THAT(NamesIn("temporary"), IsEmpty());
}

TEST_F(FullDisk, ARunGoesOnWhenACellCannotBeGivenWhatItNeeds) {
  const auto run = [this](int repeats) {
    return std::vector<std::string>{"run", ConversionScenario(repeats), "--out",
                                    File("out/report.json")};
  };
  const long changes = CountChanges(run(1), "temporary");
  const Answer answer = WithFullDisk(run(3), "temporary", changes + 1);
  EXPECT_EQ(answer.code, 1) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("1 of 3"));
  const auto samples = harness::ReadJsonReport(File("out/report.json")).runs.at(0).samples;
  ASSERT_EQ(samples.size(), 3U);
  EXPECT_EQ(samples[0].exit.status, "ok");
  for (const size_t repeat : {size_t{1}, size_t{2}}) {
    EXPECT_EQ(samples[repeat].exit.status, "error");
    EXPECT_THAT(samples[repeat].exit.message, HasSubstr(kFull));
    EXPECT_FALSE(samples[repeat].peak_rss_bytes.has_value());
  }
  EXPECT_THAT(NamesIn("temporary"), IsEmpty());
}

TEST_F(FullDisk, ARunThatCannotPrepareLeavesNothing) {
  const std::vector<std::string> run = {"run", EngineScenario(), "--out", File("out/report.json")};
  for (const long n : {1, 3, 5}) {
    const Answer answer = WithFullDisk(run, "temporary", n);
    EXPECT_EQ(answer.code, 2) << n;
    ExpectOneLine(answer.err, kFull);
    EXPECT_THAT(NamesIn("out"), IsEmpty());
    EXPECT_THAT(NamesIn("temporary"), IsEmpty());
  }
}

// What a shell limits with `ulimit -f`, in blocks of 512 or 1024 bytes: without more, the signal
// SIGXFSZ would end the program and leave its temporary files.
TEST_F(FullDisk, FilesThatMayNotGrowAreTold) {
  size_t refused = 0;
  for (const int blocks : {0, 1, 2, 5, 10, 20, 30, 40, 50, 60, 80, 100, 120, 200}) {
    fs::remove_all(File("out/net.mlpackage"));
    // The limit is the harness's own: what it prints goes through a pipe.
    const Answer answer = RunProgram(
        {"sh", "-c",
         "exec 3>&1; { (ulimit -f " + std::to_string(blocks) +
             "; exec \"$@\" 2>&1 >/dev/null); echo $? >&3; } | cat >&2",
         "sh", TIDEMARK_HARNESS, "convert", File("net.bin.gz"), File("out/net.mlpackage")});
    if (fs::exists(File("out/net.mlpackage"))) {
      EXPECT_EQ(Harness({"inspect", File("out/net.mlpackage")}).code, 0);
      continue;
    }
    ++refused;
    EXPECT_EQ(answer.out, "2\n");
    ExpectOneLine(answer.err, "out/net.mlpackage");
    EXPECT_THAT(answer.err, HasSubstr("File too large"));
    EXPECT_THAT(NamesIn("out"), IsEmpty());
  }
  EXPECT_GE(refused, 5U);
  EXPECT_LT(refused, 14U);
}

// A real disk, of a few pages.
TEST_F(FullDisk, ADiskOfAFewPagesIsTold) {
  if (RunProgram({"unshare", "-m", "mount", "-t", "tmpfs", "none", File("out")}).code != 0) {
    GTEST_SKIP() << "no disk can be mounted here: that needs unshare(1), mount(8) and the right to";
  }
  size_t refused = 0;
  for (int pages = 2; pages <= 44; pages += 3) {
    const Answer answer = RunProgram({"unshare", "-m", "sh", "-c",
                                      "mount -t tmpfs -o size=" + std::to_string(4 * pages) +
                                          "k none \"$1\" || exit 99; shift; \"$@\" >/dev/null; "
                                          "code=$?; ls -A \"${0}\"; exit $code",
                                      File("out"), File("out"), TIDEMARK_HARNESS, "convert",
                                      File("net.bin.gz"), File("out/net.mlpackage")});
    if (answer.code == 0) {
      EXPECT_EQ(answer.out, "net.mlpackage\n");
      continue;
    }
    ++refused;
    EXPECT_EQ(answer.code, 2);
    EXPECT_EQ(answer.out, "") << "left behind";
    ExpectOneLine(answer.err, kFull);
  }
  EXPECT_GE(refused, 5U);
  EXPECT_LT(refused, 15U);
}

}  // namespace
}  // namespace tidemark::testing
