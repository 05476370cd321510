#ifndef TIDEMARK_HARNESS_MEASURE_CHILD_PROCESS_H_
#define TIDEMARK_HARNESS_MEASURE_CHILD_PROCESS_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "harness/measure/event_channel.h"
#include "harness/measure/sample.h"
#include "harness/measure/spawn.h"

namespace tidemark::harness {

struct ChildOptions {
  SpawnOptions spawn = {};
  // After this long the child is asked to end (SIGTERM), and killed when it does not. None: it may
  // run for ever.
  std::optional<std::chrono::milliseconds> time_limit = {};
  // How long a child that was asked to end may take over it.
  std::chrono::milliseconds grace = std::chrono::seconds(2);
  // The timeline's, as long as the timeline has room; at least 1 ms.
  std::chrono::milliseconds interval = std::chrono::milliseconds(5);
  EventLimits limits = {};
  // How much of what the child prints is kept: the end of it.
  size_t output_tail_bytes = size_t{16} * 1024;
};

struct ChildResult {
  ExitRecord exit = {};
  Timeline timeline = {};
  // The largest high-water marks that were seen from outside: lower bounds, for a child that did
  // not get to tell its own.
  std::optional<uint64_t> seen_peak_rss_bytes = {};
  std::optional<uint64_t> seen_peak_footprint_bytes = {};
  double wall_s = 0;
  // As they came, if they were captured; converter::PrintableText() makes them fit to show.
  std::string output_tail = {};
  std::string error_tail = {};
};

// Runs a program to its end and measures it from outside: a timeline of its memory, its events and
// how it ended. However it ends is a result: a crash, a hang past the time limit, a kill for want
// of memory, and a child that breaks the event protocol, which is killed for it.
//
// A child is "ok" if it exits with 0 and, where it has an event channel, said Done. When the user
// interrupts (see converter/io/interrupt.h), the child is asked to end, and the result says
// "interrupted". Whatever it started in its process group ends with it, and it is reaped in any
// case.
//
// `on_event` is called on this thread for each event. If it throws FormatError, the child's account
// is at fault and the result an "error"; anything else that it throws ends the child and is passed
// on. Throws IoError when the program cannot be started, UsageError for an interval below 1 ms.
//
// The parent:
//
//   SampleBuilder builder;
//   const ChildResult child = RunChild(
//       {.spawn = {.program = SelfExecutable(), .arguments = {"cell", ...}},
//        .time_limit = scenario.timeout},
//       [&](const Event& event) { builder.Take(event); });
//   ThrowIfInterrupted();
//   const Sample sample = builder.Finish(repeat, child);
//
// and the child, whose option `--events-fd` arrives as `events_fd`:
//
//   DieWithParent(events_fd);
//   EventWriter events(events_fd);
//   try {
//     const auto probe = ProbeSelf();
//     PhaseRecorder recorder(*probe, events);
//     ... phases (phase_recorder.h), growth.h, steady_state.h, events.Write(ResultValue{...}) ...
//     events.Write(Done{});
//     return 0;
//   } catch (const std::exception& error) {
//     events.Write(ErrorMessage{.message = error.what()});
//     return 1;
//   }
ChildResult RunChild(const ChildOptions& options,
                     const std::function<void(const Event&)>& on_event = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CHILD_PROCESS_H_
