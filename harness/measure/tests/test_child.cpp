// A process for the tests to measure: it does what its first argument says.

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <vector>

#include <sys/mman.h>

#include "converter/io/interrupt.h"
#include "harness/measure/child_process.h"
#include "harness/measure/die_with_parent.h"
#include "harness/measure/event_channel.h"
#include "harness/measure/growth.h"
#include "harness/measure/phase_recorder.h"
#include "harness/measure/steady_state.h"
#include "harness/memory/allocator.h"
#include "harness/memory/self_executable.h"

namespace tidemark::harness {
namespace {

constexpr size_t kMiB = size_t{1} << 20;

// Pages straight from the kernel, touched through volatile: the compiler removes allocations that
// nobody reads.
char* TouchedPages(size_t bytes) {
  void* start = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) std::abort();
  volatile char* page = static_cast<char*>(start);
  for (size_t at = 0; at < bytes; at += 4096) page[at] = 1;
  return static_cast<char*>(start);
}

[[noreturn]] void Hang() {
  for (;;) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

void WriteRaw(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0) std::_Exit(3);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

// What an engine does: a phase that needs `bytes` for a moment, evaluations, rest.
int Measure(EventWriter& events, size_t bytes, size_t leak_per_evaluation) {
  const auto probe = ProbeSelf();
  PhaseRecorder recorder(*probe, events);
  {
    RunningPhase load = recorder.Begin("load");
    char* pages = TouchedPages(bytes);
    munmap(pages, bytes);
    load.End({{.name = "weights", .bytes = bytes}});
  }
  {
    RunningPhase evaluate = recorder.Begin("evaluate");
    GrowthMeter growth;
    Evaluations evaluations;
    for (int i = 0; i < 40; ++i) {
      char* pages = TouchedPages(kMiB);
      munmap(pages, kMiB);
      if (leak_per_evaluation > 0) TouchedPages(leak_per_evaluation);
      evaluations.wall_s.push_back(0.001);
      growth.Add(probe->Read(ReadCost::kCheap));
    }
    evaluations.growth_bytes_per_evaluation = growth.BytesPerEvaluation();
    evaluations.growth_reason = growth.reason();
    evaluate.End();
    events.Write(evaluations);
  }
  {
    RunningPhase idle = recorder.Begin("idle");
    SystemClock clock;
    events.Write(
        MeasureSteadyState(*probe, {.min_wait_s = 0.2, .window_s = 0.1}, clock, TrimAllocator));
    idle.End();
  }
  events.Write(Done{});
  return 0;
}

int Supervise(EventWriter& events, const std::string& mode) {
  const ChildResult child = RunChild({.spawn = {.program = SelfExecutable(), .arguments = {mode}}},
                                     [&](const Event& event) {
                                       if (const auto* progress = std::get_if<Progress>(&event))
                                         events.Write(*progress);
                                     });
  events.Write(Progress{.text = "inner " + child.exit.status});
  events.Write(Done{});
  return 0;
}

int Run(const std::vector<std::string>& arguments, int events_fd) {
  DieWithParent(events_fd);
  EventWriter events(events_fd);
  const std::string& mode = arguments.at(0);
  const auto number = [&](size_t index) {
    return static_cast<size_t>(std::stoull(arguments.at(index)));
  };

  if (mode == "done") {
    events.Write(Done{});
    return 0;
  }
  if (mode == "measure") return Measure(events, number(1) * kMiB, number(2));
  if (mode == "exit") return static_cast<int>(number(1));
  if (mode == "error") {
    events.Write(ErrorMessage{.message = "no such network\n\x1b[31m"});
    return 1;
  }
  if (mode == "crash") {
    const auto probe = ProbeSelf();
    PhaseRecorder recorder(*probe, events);
    recorder.Begin("load").End();
    RunningPhase convert = recorder.Begin("convert");
    TouchedPages(32 * kMiB);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    std::fputs("first\nabout to fall\n", stderr);
    raise(SIGABRT);
  }
  if (mode == "kill-self") raise(SIGKILL);
  if (mode == "print") {
    std::fputs("to stdout\n", stdout);
    for (size_t i = 0; i < number(1); ++i) std::fputs("a line on standard error\n", stderr);
    std::fputs("the last line", stderr);
    return 4;
  }
  if (mode == "raw") {
    WriteRaw(events_fd, arguments.at(1));
    Hang();
  }
  if (mode == "flood-line") {
    for (;;) WriteRaw(events_fd, std::string(65536, 'x'));
  }
  if (mode == "flood-events") {
    for (;;) events.Write(Progress{.text = std::string(1000, 'x')});
  }
  if (mode == "descriptors") {
    std::string list;
    for (int fd = 0; fd < 1024; ++fd) {
      if (fcntl(fd, F_GETFD) >= 0) list += std::to_string(fd) + " ";
    }
    events.Write(Progress{.text = list + "stdin " + (getchar() == EOF ? "empty" : "open")});
    events.Write(Done{});
    return 0;
  }
  if (mode == "environment") {
    const char* value = std::getenv("TIDEMARK_TEST_VARIABLE");
    events.Write(Progress{.text = value == nullptr ? "unset" : value});
    events.Write(Done{});
    return 0;
  }
  if (mode == "hang" || mode == "hang-hard") {
    if (mode == "hang-hard") std::signal(SIGTERM, SIG_IGN);
    events.Write(Progress{.text = "pid " + std::to_string(getpid())});
    Hang();
  }
  if (mode == "leave-behind") {
    // A process of the same group that outlives this one and holds its streams open.
    const pid_t left = fork();
    if (left == 0) Hang();
    events.Write(Progress{.text = "pid " + std::to_string(left)});
    events.Write(Done{});
    return 0;
  }
  if (mode == "supervise") {
    CatchInterrupts();
    events.Write(Progress{.text = "middle " + std::to_string(getpid())});
    return Supervise(events, "hang");
  }
  std::fputs("unknown mode\n", stderr);
  return 2;
}

}  // namespace
}  // namespace tidemark::harness

int main(int count, char** values) {
  std::vector<std::string> arguments(values + 1, values + count);
  if (arguments.size() < 3 || arguments[arguments.size() - 2] != "--events-fd") return 2;
  const int events_fd = std::stoi(arguments.back());
  arguments.resize(arguments.size() - 2);
  return tidemark::harness::Run(arguments, events_fd);
}
