#include "harness/scenario/estimate.h"

#include <string>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::harness {
namespace {

constexpr uint64_t kSize = 100'000'000;

LeverSet SetOf(std::vector<std::string> ids) { return ParseLevers(ids, ""); }

// Peak in multiples of the inflated size, above the program itself.
double PeakOf(const LeverSet& levers, std::vector<std::string> devices = {"ane"}) {
  const Cell cell = {.levers = levers, .devices = std::move(devices)};
  return (static_cast<double>(EstimateCell({}, cell, kSize, 8).peak_bytes) - 10e6) / kSize;
}

double SteadyOf(const LeverSet& levers, const Scenario& scenario = {}) {
  const Cell cell = {.levers = levers, .devices = {"ane"}};
  return (static_cast<double>(EstimateCell(scenario, cell, kSize, 8).steady_bytes) - 10e6) / kSize;
}

TEST(Estimate, PeaksFollowWhatIsHeldTogether) {
  EXPECT_EQ(PeakOf({}), 6);
  EXPECT_EQ(PeakOf(SetOf({"weight_views"})), 3);
  EXPECT_EQ(PeakOf(SetOf({"stream_gzip"})), 5);
  EXPECT_EQ(PeakOf(SetOf({"release_weights"})), 5);
  EXPECT_EQ(PeakOf(SeedLevers()), 1);
}

TEST(Estimate, AGpuAddsItsDriverAndItsWeightsAndKeepsTheEngines) {
  EXPECT_DOUBLE_EQ(PeakOf({}, {"gpu"}), 2.8);
  EXPECT_DOUBLE_EQ(PeakOf(SeedLevers(), {"gpu"}), 2.8) << "nothing to release";
  EXPECT_DOUBLE_EQ(PeakOf(SeedLevers(), {"gpu", "ane"}), 3.3);
  EXPECT_DOUBLE_EQ(PeakOf({}, {"ane", "gpu"}), 6) << "in the conversion";
}

TEST(Estimate, SteadyStateIsThePackageAndWhatWasNotReleased) {
  EXPECT_EQ(SteadyOf({}), 1.5);
  EXPECT_EQ(SteadyOf(SeedLevers()), 0.5);
  EXPECT_EQ(SteadyOf(SeedLevers(), {.precision = converter::Precision::kFloat32}), 1);
}

TEST(Estimate, PlanAddsTheTimeOfItsStepsAndTakesTheLargestPeak) {
  const Scenario scenario = {.lever_sets = {{"off", {}}, {"seed", SeedLevers()}}, .repeats = 3};
  const Plan plan = MakePlan(scenario);
  const auto off = EstimateCell(plan.scenario, plan.cells[0], kSize, 8);
  const auto seed = EstimateCell(plan.scenario, plan.cells[1], kSize, 8);
  const PlanEstimate total = EstimatePlan(plan, kSize, 8);
  EXPECT_DOUBLE_EQ(total.wall_s, 3 * (off.wall_s + seed.wall_s));
  EXPECT_EQ(total.peak_bytes, off.peak_bytes);
  EXPECT_GT(off.wall_s, seed.wall_s);
}

TEST(Estimate, InflatedSizeComesFromTheFileOrTheArchitecture) {
  const tidemark::testing::TempDir folder;
  const std::string content(9260, 'x');
  EXPECT_EQ(EstimateInflatedBytes({.path = folder.Write("a.bin", content)}), 9260u);
  EXPECT_EQ(EstimateInflatedBytes({.path = folder.Write("a.bin.gz", content)}), 10'000u);
  EXPECT_THROW(EstimateInflatedBytes({.path = folder.path() / "none.bin"}), IoError);
  EXPECT_NEAR(static_cast<double>(EstimateInflatedBytes({.synthesize = "b18c384nbt"})), 105.7e6,
              0.2e6);
}

}  // namespace
}  // namespace tidemark::harness
