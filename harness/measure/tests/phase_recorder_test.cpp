#include "harness/measure/phase_recorder.h"

#include <chrono>
#include <ctime>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "harness/memory/fake_probe.h"

namespace tidemark::harness {
namespace {

class Collected : public EventSink {
 public:
  void Write(const Event& event) override { events.push_back(event); }

  const PhaseEnded& ended(size_t index) const { return std::get<PhaseEnded>(events.at(index)); }

  std::vector<Event> events;
};

TEST(PhaseRecorder, ReportsEachPhaseAtItsEnd) {
  FakeProbe probe;
  Collected events;
  PhaseRecorder recorder(probe, events);
  probe.Hold(100);
  {
    RunningPhase load = recorder.Begin("load");
    ASSERT_EQ(events.events.size(), 1u);
    EXPECT_EQ(std::get<PhaseBegan>(events.events[0]).name, "load");
    probe.Hold(900);
    probe.Hold(300);
    probe.HoldLazyFree(50);
    load.End({{.name = "weights", .bytes = 250}});
    ASSERT_EQ(events.events.size(), 2u);
  }
  ASSERT_EQ(events.events.size(), 2u);
  const PhaseRecord& phase = events.ended(1).phase;
  EXPECT_EQ(phase.name, "load");
  EXPECT_TRUE(phase.finished);
  EXPECT_EQ(phase.peak_rss_bytes, 900u);
  EXPECT_EQ(phase.end.rss_bytes, 300u);
  EXPECT_EQ(HeldAnonBytes(phase.end), 250u);
  ASSERT_EQ(phase.owners.size(), 1u);
  EXPECT_EQ(phase.owners[0].name, "weights");
}

TEST(PhaseRecorder, PeaksAreOfTheirPhaseAndTheProcessKeepsTheLargest) {
  FakeProbe probe;
  Collected events;
  PhaseRecorder recorder(probe, events);
  {
    RunningPhase load = recorder.Begin("load");
    probe.Hold(900);
    probe.Hold(300);
    load.End();
  }
  // Between two phases.
  probe.Hold(1000);
  probe.Hold(200);
  {
    RunningPhase convert = recorder.Begin("convert");
    probe.Hold(500);
    convert.End();
  }
  EXPECT_EQ(events.ended(1).process_peak_rss_bytes, 900u);
  EXPECT_EQ(events.ended(3).phase.peak_rss_bytes, 500u);
  EXPECT_EQ(events.ended(3).process_peak_rss_bytes, 1000u);
  EXPECT_EQ(recorder.peak_rss_bytes(), 1000u);
}

TEST(PhaseRecorder, WithoutAResetOnlyARisingMarkIsAPhasesPeak) {
  FakeProbe probe(/*resettable=*/false);
  Collected events;
  PhaseRecorder recorder(probe, events);
  {
    RunningPhase load = recorder.Begin("load");
    probe.Hold(900);
    probe.Hold(300);
    load.End();
  }
  {
    RunningPhase convert = recorder.Begin("convert");
    probe.Hold(500);
    convert.End();
  }
  EXPECT_EQ(events.ended(1).phase.peak_rss_bytes, 900u);
  EXPECT_FALSE(events.ended(3).phase.peak_rss_bytes.has_value());
  EXPECT_EQ(events.ended(3).process_peak_rss_bytes, 900u);
}

TEST(PhaseRecorder, AnExceptionLeavesAnUnfinishedPhase) {
  FakeProbe probe;
  Collected events;
  PhaseRecorder recorder(probe, events);
  const auto fails = [&] {
    RunningPhase convert = recorder.Begin("convert");
    probe.Hold(700);
    throw std::runtime_error("damaged");
  };
  EXPECT_THROW(fails(), std::runtime_error);
  ASSERT_EQ(events.events.size(), 2u);
  EXPECT_FALSE(events.ended(1).phase.finished);
  EXPECT_EQ(events.ended(1).phase.peak_rss_bytes, 700u);
  // The next phase is none the worse for it.
  recorder.Begin("idle").End();
  EXPECT_TRUE(events.ended(3).phase.finished);
}

TEST(PhaseRecorder, PhasesDoNotNestAndEndOnce) {
  FakeProbe probe;
  Collected events;
  PhaseRecorder recorder(probe, events);
  RunningPhase load = recorder.Begin("load");
  EXPECT_THROW(recorder.Begin("convert"), std::logic_error);
  load.End();
  EXPECT_THROW(load.End(), std::logic_error);
}

TEST(PhaseRecorder, WhatFollowsTheClocksIsNotTimed) {
  FakeProbe probe;
  Collected events;
  PhaseRecorder recorder(probe, events);
  RunningPhase load = recorder.Begin("load");
  load.StopClocks();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  load.StopClocks();
  probe.Hold(700);
  load.End();
  EXPECT_LT(events.ended(1).phase.wall_s.value(), 0.05);
  EXPECT_EQ(events.ended(1).phase.peak_rss_bytes, 700u);
}

TEST(PhaseRecorder, TellsWorkFromWaiting) {
  FakeProbe probe;
  Collected events;
  PhaseRecorder recorder(probe, events);
  {
    RunningPhase waits = recorder.Begin("waits");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    waits.End();
  }
  {
    // Until a clock that counts work says so, however busy the machine is.
    RunningPhase works = recorder.Begin("works");
    const std::clock_t begin = std::clock();
    while (std::clock() - begin < CLOCKS_PER_SEC / 50) {
    }
    works.End();
  }
  EXPECT_GE(events.ended(1).phase.wall_s.value(), 0.05);
  EXPECT_LT(events.ended(1).phase.cpu_s.value(), 0.045);
  EXPECT_GE(events.ended(3).phase.cpu_s.value(), 0.019);
}

}  // namespace
}  // namespace tidemark::harness
