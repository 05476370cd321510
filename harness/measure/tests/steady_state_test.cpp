#include "harness/measure/steady_state.h"

#include <vector>

#include <gtest/gtest.h>

#include "harness/memory/fake_probe.h"

namespace tidemark::harness {
namespace {

constexpr double kMiB = 1024 * 1024;

class FakeClock : public Clock {
 public:
  double Now() override { return now_; }
  void Sleep(double seconds) override { now_ += seconds; }

 private:
  double now_ = 100;
};

// A reading every 10 ms for `seconds`.
template <typename Function>
std::vector<TimedBytes> Readings(double seconds, Function bytes_at) {
  std::vector<TimedBytes> readings;
  for (int i = 0; 0.01 * i <= seconds; ++i) {
    readings.push_back({.time_s = 0.01 * i, .bytes = bytes_at(0.01 * i)});
  }
  return readings;
}

TEST(OnPlateau, WantsAFlatWindowAfterTheLeastWait) {
  const SteadyOptions options;
  const auto flat = [](double) { return 100 * kMiB; };
  EXPECT_FALSE(OnPlateau({}, options));
  EXPECT_FALSE(OnPlateau(Readings(0.4, flat), options));
  EXPECT_TRUE(OnPlateau(Readings(0.6, flat), options));
}

TEST(OnPlateau, ASlopeIsNotFlat) {
  const SteadyOptions options = {.window_s = 0.3, .max_drift_bytes = kMiB};
  // 0.9 MiB and 1.1 MiB over the window.
  EXPECT_TRUE(OnPlateau(Readings(1, [](double t) { return 3.0 * kMiB * t; }), options));
  EXPECT_FALSE(OnPlateau(Readings(1, [](double t) { return 3.6 * kMiB * t; }), options));
  EXPECT_FALSE(OnPlateau(Readings(1, [](double t) { return -3.6 * kMiB * t; }), options));
}

TEST(OnPlateau, WhatHappenedBeforeTheWindowDoesNotCount) {
  const auto falls_early = [](double t) { return (t < 0.5 ? 100 : 10) * kMiB; };
  EXPECT_FALSE(OnPlateau(Readings(0.7, falls_early), {}));
  EXPECT_TRUE(OnPlateau(Readings(0.9, falls_early), {}));
}

TEST(OnPlateau, NoiseAroundALevelIsFlatAndFewReadingsDecideNothing) {
  const auto noisy = [](double t) { return 10 * kMiB + (static_cast<int>(t * 100) % 2) * 65536.0; };
  EXPECT_TRUE(OnPlateau(Readings(0.8, noisy), {}));
  const std::vector<TimedBytes> sparse = {{0, 5}, {0.5, 5}, {0.8, 5}, {1.0, 5}};
  EXPECT_FALSE(OnPlateau(sparse, {}));
}

TEST(MeasureSteadyState, WaitsForMemoryToFallOffItsShoulder) {
  FakeProbe probe;
  FakeClock clock;
  probe.OnRead(
      [&](FakeProbe& process) { process.Hold(clock.Now() < 100.7 ? 500'000'000 : 20'000'000); });
  const SteadyState state =
      MeasureSteadyState(probe, {.min_wait_s = 0.8}, clock, [] { return false; });
  EXPECT_TRUE(state.plateau);
  EXPECT_EQ(state.as_is.rss_bytes, 20'000'000u);
  EXPECT_GE(state.waited_s, 0.99);
  EXPECT_LT(state.waited_s, 1.1);
  EXPECT_FALSE(state.trimmed.has_value());
}

TEST(MeasureSteadyState, GivesUpAtTheCapAndSaysSo) {
  FakeProbe probe;
  FakeClock clock;
  probe.OnRead([&](FakeProbe& process) {
    process.Hold(static_cast<uint64_t>((clock.Now() - 99) * 100'000'000));
  });
  const SteadyState state =
      MeasureSteadyState(probe, {.max_wait_s = 2}, clock, [] { return false; });
  EXPECT_FALSE(state.plateau);
  EXPECT_NEAR(state.waited_s, 2, 0.02);
  EXPECT_TRUE(state.as_is.rss_bytes.has_value());
}

TEST(MeasureSteadyState, ReadsAsItStandsBeforeItTrims) {
  FakeProbe probe;
  FakeClock clock;
  probe.Hold(50'000'000);
  probe.HoldLazyFree(1000);
  const SteadyState state = MeasureSteadyState(probe, {}, clock, [&] {
    probe.Hold(5'000'000);
    return true;
  });
  EXPECT_EQ(HeldAnonBytes(state.as_is), 49'999'000u);
  ASSERT_TRUE(state.trimmed.has_value());
  EXPECT_EQ(state.trimmed->rss_bytes, 5'000'000u);
  // The dear readings are the two that count.
  EXPECT_EQ(probe.thorough_reads(), 2);
}

}  // namespace
}  // namespace tidemark::harness
