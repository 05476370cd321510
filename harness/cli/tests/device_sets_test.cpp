#include <cstdint>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "converter/testing/temp_dir.h"
#include "harness/backends/gpu/tests/gpu_or_skip.h"
#include "harness/cli/tests/harness_program.h"
#include "harness/report/json_report.h"

namespace tidemark::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class DeviceSets : public ::testing::Test {
 protected:
  void SetUp() override { Set("TIDEMARK_CACHE", (folder_.path() / "cache").string()); }
  void TearDown() override {
    for (const std::string& name : set_) unsetenv(name.c_str());
  }

  void Set(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 1);
    set_.push_back(name);
  }

  // Runs a tiny scenario on these lists of devices, each without levers and with `seed`.
  Answer Run(const std::string& devices) {
    const auto scenario = folder_.Write("devices.json", R"({
        "schema_version": 1, "name": "devices", "model": {"synthesize": "b2c16"}, "board": "9x9",
        "lever_sets": {"off": [], "seed": "seed"}, "devices": )" +
                                                            devices + R"(,
        "repeats": 1, "positions": {"random": 2}, "timeout": "60s",
        "settle": {"min": "0.05s", "max": "0.2s"}})");
    return Harness({"run", scenario.string(), "--out", ReportFile()});
  }
  std::string ReportFile() const { return (folder_.path() / "report.json").string(); }

  static const harness::RunRecord& Get(const harness::Report& report, const std::string& id) {
    const harness::RunRecord* const run = FindRun(report, id);
    if (run == nullptr) throw std::runtime_error("no run " + id);
    return *run;
  }
  static std::vector<std::string> PhasesOf(const harness::RunRecord& run) {
    std::vector<std::string> phases;
    for (const auto& phase : run.samples.at(0).phases) phases.push_back(phase.name);
    return phases;
  }
  static uint64_t AtRest(const harness::RunRecord& run, const std::string& owner) {
    for (const auto& phase : run.samples.at(0).phases) {
      if (phase.name != "idle") continue;
      for (const auto& held : phase.owners) {
        if (held.name == owner) return held.bytes;
      }
    }
    return 0;
  }

  TempDir folder_;

 private:
  std::vector<std::string> set_;
};

TEST_F(DeviceSets, EachEngineHasAHandleForEachOfItsDevices) {
  TIDEMARK_GPU_OR_SKIP();
  const Answer answer = Run(R"([["ane"], ["gpu"], ["ane", "gpu"]])");
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const harness::Report report = harness::ReadJsonReport(ReportFile());
  ASSERT_EQ(report.runs.size(), 6U);
  EXPECT_THAT(PhasesOf(Get(report, "seed/gpu")),
              ElementsAre("start", "load", "upload", "warmup", "evaluate", "idle"));
  EXPECT_THAT(PhasesOf(Get(report, "seed/ane+gpu")),
              ElementsAre("start", "load", "release", "convert", "open", "upload", "warmup",
                          "evaluate", "idle"));
  EXPECT_FALSE(Get(report, "off/gpu").artifact.has_value());
  EXPECT_EQ(Get(report, "off/ane+gpu").artifact, Get(report, "seed/ane").artifact);

  const harness::RunRecord& both = Get(report, "seed/ane+gpu");
  EXPECT_EQ(both.backend, "ane+gpu");
  ASSERT_EQ(both.backends.size(), 2U);
  EXPECT_EQ(both.backends[0].backend, "ane");
  EXPECT_EQ(both.backends[0].precision, "fp16");
  EXPECT_EQ(both.backends[1].precision, "fp32");
  ASSERT_EQ(both.backends[0].errors.size(), 1U);
  ASSERT_EQ(both.backends[1].errors.size(), 2U);
  EXPECT_EQ(both.backends[1].errors[0].reference, "eigen");
  EXPECT_EQ(both.backends[1].errors[1].reference, "ane");
  EXPECT_LT(both.backends[1].errors[0].raw_max_abs, both.backends[0].errors[0].raw_max_abs);
  EXPECT_EQ(both.error->raw_max_abs, both.backends[0].errors[0].raw_max_abs)
      << "the run's error is that of the device that is farther off";
  EXPECT_GT(both.backends[1].device_weight_bytes.value(), 0U);
  EXPECT_GT(both.backends[1].evaluate_s.value().median, 0);
}

TEST_F(DeviceSets, AGpuKeepsTheWeightsThatAnAneLetsGo) {
  TIDEMARK_GPU_OR_SKIP();
  const Answer answer = Run(R"([["ane"], ["gpu"], ["ane", "gpu"]])");
  ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
  const harness::Report report = harness::ReadJsonReport(ReportFile());
  const uint64_t weights = AtRest(Get(report, "off/ane"), "engine weights");
  EXPECT_GT(weights, 0U);
  EXPECT_EQ(AtRest(Get(report, "seed/ane"), "engine weights"), 0U);
  EXPECT_EQ(AtRest(Get(report, "seed/gpu"), "engine weights"), weights);
  EXPECT_EQ(AtRest(Get(report, "seed/ane+gpu"), "engine weights"), weights);

  EXPECT_THAT(Get(report, "seed/ane").inactive_levers, IsEmpty());
  EXPECT_THAT(Get(report, "off/gpu").inactive_levers, IsEmpty());
  ASSERT_EQ(Get(report, "seed/ane+gpu").inactive_levers.size(), 1U);
  EXPECT_EQ(Get(report, "seed/ane+gpu").inactive_levers[0].lever, "release_weights");
  EXPECT_EQ(Get(report, "seed/gpu").inactive_levers.size(), 2U);
  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("seed/ane+gpu: "), HasSubstr("release_weights does nothing: the "
                                                           "engine keeps its float weights")));
  EXPECT_THAT(answer.out, HasSubstr("gpu fp32 is "));
}

#ifdef TIDEMARK_LOST_DEVICE
TEST_F(DeviceSets, WithoutOpenClGpusHaveNoResultsAndOthersDo) {
  Set("OCL_ICD_VENDORS", (folder_.path() / "none").string());
  const Answer answer = Run(R"([["ane"], ["gpu"]])");
  EXPECT_EQ(answer.code, 1) << answer.out << answer.err;
  const harness::Report report = harness::ReadJsonReport(ReportFile());
  const harness::RunRecord& gpu = Get(report, "off/gpu");
  EXPECT_EQ(gpu.samples.at(0).exit.status, "error");
  EXPECT_FALSE(gpu.summary.peak_rss.has_value());
  EXPECT_FALSE(gpu.error.has_value());
  EXPECT_THAT(gpu.error_reason, HasSubstr("no driver is installed"));
  EXPECT_TRUE(Get(report, "off/ane").error.has_value());
  EXPECT_THAT(answer.out, HasSubstr("no driver is installed"));

  const Answer devices = Harness({"devices"});
  EXPECT_EQ(devices.code, 0);
  EXPECT_THAT(devices.out, AllOf(HasSubstr("ane"), HasSubstr("no gpu: OpenCL finds no platform")));
}

TEST_F(DeviceSets, ALostDeviceFailsItsOwnCellOnly) {
  TIDEMARK_GPU_OR_SKIP();
  Set("LD_PRELOAD", TIDEMARK_LOST_DEVICE);
  // Into the second evaluation.
  Set("TIDEMARK_TEST_KERNELS", "40");
  const Answer answer = Run(R"([["gpu"], ["ane"]])");
  EXPECT_EQ(answer.code, 1) << answer.out << answer.err;
  const harness::Report report = harness::ReadJsonReport(ReportFile());
  const harness::ExitRecord& exit = Get(report, "off/gpu").samples.at(0).exit;
  EXPECT_EQ(exit.status, "error");
  EXPECT_EQ(exit.code, 3);
  EXPECT_THAT(exit.message, HasSubstr("the GPU failed: clEnqueueNDRangeKernel failed: "
                                      "CL_DEVICE_NOT_AVAILABLE"));
  EXPECT_THAT(PhasesOf(Get(report, "off/gpu")), Contains("upload"));
  EXPECT_THAT(Get(report, "off/gpu").error_reason, StartsWith("no process of this cell"));
  EXPECT_EQ(Get(report, "off/ane").samples.at(0).exit.status, "ok");
}
#endif

TEST_F(DeviceSets, DevicesListsWhatIsThere) {
  TIDEMARK_GPU_OR_SKIP();
  const Answer text = Harness({"devices"});
  EXPECT_EQ(text.code, 0);
  EXPECT_THAT(text.out, AllOf(StartsWith("DEVICE"), HasSubstr("gpu"), HasSubstr("0:0")));
  const auto json = nlohmann::json::parse(Harness({"devices", "--json"}).out);
  EXPECT_EQ(json.at("kind"), "tidemark.devices");
  EXPECT_EQ(json.at("devices").at(0).at("device"), "ane");
  EXPECT_EQ(json.at("devices").at(1).at("id"), "0:0");
  EXPECT_GT(json.at("devices").at(1).at("memory_bytes"), 0);
}

TEST_F(DeviceSets, APrecisionForAGpuNeedsOne) {
  const auto scenario = folder_.Write("devices.json", R"({
      "schema_version": 1, "name": "devices", "model": {"synthesize": "b2c16"},
      "gpu_precision": "fp16", "lever_sets": {"off": []}})");
  const Answer answer = Harness({"validate", scenario.string()});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, AllOf(HasSubstr("gpu_precision"), HasSubstr("has a gpu")));
}

}  // namespace
}  // namespace tidemark::testing
