#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdlib.h>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/owner_table.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr int64_t kMiB = 1 << 20;

class ExplainVerb : public ::testing::Test {
 protected:
  void SetUp() override {
#if defined(TIDEMARK_SANITIZED)
    GTEST_SKIP() << "sanitizers keep memory of their own; it is in nobody's account";
#elif !defined(__linux__)
    GTEST_SKIP() << "this system does not reset high-water marks";
#endif
    setenv("TIDEMARK_CACHE", File("cache").c_str(), 1);
  }
  void TearDown() override { unsetenv("TIDEMARK_CACHE"); }

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }

  // A report on a network under `lever_sets`, which are JSON.
  std::string ReportOn(const std::string& network, const std::string& lever_sets,
                       const std::string& more = R"("positions": {"random": 1})") {
    const auto scenario = folder_.Write(
        "scenario.json", R"({"schema_version": 1, "name": "explained", "model": {"synthesize": ")" +
                             network + R"("}, "lever_sets": )" + lever_sets +
                             R"(, "repeats": 1, "timeout": "120s",
                               "settle": {"min": "0.05s", "max": "0.2s"}, )" +
                             more + "}");
    const Answer answer =
        Harness({"run", scenario.string(), "--quick", "--out", File("report.json")});
    EXPECT_EQ(answer.code, 0) << answer.out << answer.err;
    return File("report.json");
  }

  // Every run's peak is the sum of owners that are known by name, within 2 MiB or 10 %.
  static void ExpectPeaksAddUp(const std::string& report, size_t runs) {
    const Answer answer = Harness({"explain", report, "--json"});
    ASSERT_EQ(answer.code, 0) << answer.err;
    const nlohmann::json json = answer.Json();
    ASSERT_THAT(json["runs"], SizeIs(runs));
    for (const nlohmann::json& run : json["runs"]) {
      const nlohmann::json& phase = run["phase"];
      ASSERT_TRUE(phase.is_object()) << run;
      EXPECT_TRUE(phase["adds_up"].get<bool>()) << run;
      const auto above = phase["above_floor_bytes"].get<int64_t>();
      EXPECT_LE(std::abs(phase["unattributed_bytes"].get<int64_t>()),
                std::max(2 * kMiB, above / 10))
          << run;
      int64_t sum = 0;
      for (const nlohmann::json& owner : phase["owners"]) {
        sum += owner["bytes"].get<int64_t>();
        EXPECT_NE(harness::FindOwner(owner["name"].get<std::string>()), nullptr) << owner;
      }
      EXPECT_EQ(sum + phase["unattributed_bytes"].get<int64_t>(), above);
    }
  }

  TempDir folder_;
};

TEST_F(ExplainVerb, ATinyNetworksPeaksAddUp) {
  const std::string report = ReportOn("b2c16", R"({"off": [], "seed": "seed", "all": "all"})");
  ExpectPeaksAddUp(report, 3);
  for (const char* phase : {"load", "convert", "open", "idle"}) {
    const Answer answer = Harness({"explain", report, "--phase", phase, "--run", "all/ane"});
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_THAT(answer.out, HasSubstr(std::string(" in ") + phase));
    EXPECT_THAT(answer.out, HasSubstr("unattributed"));
  }
  EXPECT_THAT(Harness({"explain", report, "--run", "nobody"}).err, HasSubstr("off/ane"));
  EXPECT_EQ(Harness({"explain", report, "--phase", "lunch"}).code, 2);
}

TEST_F(ExplainVerb, ALargeNetworksPeaksAddUp) {
  ExpectPeaksAddUp(ReportOn("b18c384nbt", R"({"off": [], "seed": "seed", "all": "all"})"), 3);
}

TEST_F(ExplainVerb, AConvertersPeaksAddUp) {
  ExpectPeaksAddUp(ReportOn("b18c384nbt", R"({"off": [], "seed": "seed", "all": "all"})",
                            R"("lifecycle": "conversion")"),
                   3);
}

TEST_F(ExplainVerb, ATransformersPeaksAddUp) {
  const std::string report =
      ReportOn("b4c256h4nbttflrs", R"({"off": [], "seed": "seed", "all": "all"})");
  ExpectPeaksAddUp(report, 3);
  const Answer seed = Harness({"explain", report, "--run", "seed/ane", "--phase", "convert"});
  EXPECT_THAT(seed.out, HasSubstr("derived tensors"));
  EXPECT_THAT(seed.out, HasSubstr("are computed, in no network file"));
}

TEST_F(ExplainVerb, WantsAReport) {
  const Answer answer = Harness({"explain", folder_.Write("no.json", "{}").string()});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, HasSubstr("no.json"));
}

}  // namespace
}  // namespace tidemark::testing
