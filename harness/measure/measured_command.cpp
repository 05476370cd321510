#include "harness/measure/measured_command.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <string_view>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "harness/measure/child_signal.h"
#include "harness/measure/command_phases.h"
#include "harness/measure/exit_record.h"
#include "harness/measure/exit_tracing.h"
#include "harness/measure/held_process.h"
#include "harness/measure/output_tail.h"
#include "harness/measure/process_tree.h"
#include "harness/measure/timeline_sampler.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// The longest sleep: how late a signal to this process is noticed at most.
constexpr double kLongestSleep_s = 0.02;
// While what is left of a command is killed.
constexpr auto kKillPause = std::chrono::milliseconds(1);
constexpr size_t kTailBytes = size_t{16} * 1024;
// More than a pipe holds: what a command that does not run any more can have left in it.
constexpr size_t kMaxDrainBytes = size_t{2} << 20;
// A process that is forked off begins with what is resident here, and may touch this much more
// before its program begins.
constexpr uint64_t kInheritedSlack = uint64_t{1} << 20;
#if defined(__linux__)
// Tracees that are threads, too.
constexpr int kAnyChild = __WALL;
#else
constexpr int kAnyChild = 0;
#endif

class Supervisor {
 public:
  Supervisor(const CommandOptions& options, const std::function<void(const std::string&)>& on_phase)
      : options_(options),
        own_rss_(ProbeSelf()->Read(ReadCost::kCheap).rss_bytes),
        process_(options.program, options.words),
        sampler_(Seconds(options.interval).count()),
        phases_(tree_, on_phase),
        output_(MakeOutput(process_.standard_output(), stdout)),
        error_(MakeOutput(process_.standard_error(), stderr)) {}

  ~Supervisor() { EndAll(); }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  Sample Run(int repeat) {
    traced_ = options_.trace && TraceExits(process_.pid());
    process_.Release();
    begin_ = SteadyClock::now();
    tree_.Refresh();
    phases_.Begin("start", 0);
    while (!ended_) {
      StopIfDue();
      if (Elapsed() >= sampler_.next_due_s()) TakeSample();
      WaitForSomething();
      HandleChildren();
    }
    const double wall_s = Elapsed();
    EndAll();
    DrainBoth();
    for (Output* output : {&output_, &error_}) output->lines.Finish();
    return Finish(repeat, wall_s);
  }

 private:
  struct Output {
    converter::FileDescriptor& stream;
    std::FILE* shown = nullptr;
    LineCutter lines;
    OutputTail tail = OutputTail(kTailBytes);
  };

  Output MakeOutput(converter::FileDescriptor& stream, std::FILE* shown) {
    return {.stream = stream, .shown = shown, .lines = LineCutter([this](const std::string& line) {
                                                TakeLine(line);
                                              })};
  }

  void TakeLine(const std::string& line) {
    if (const auto name = options_.phases.PhaseBegunBy(line)) phases_.MoveOn(*name, Elapsed());
  }

  double Elapsed() const { return Seconds(SteadyClock::now() - begin_).count(); }

  void TakeSample() {
    // A command that is traced tells when there is somebody new.
    if ((stale_ || !traced_) && tree_.RefreshSparingly()) stale_ = false;
    const TreeReading reading = tree_.Read(ReadCost::kCheap);
    sampler_.Add(Elapsed(), reading.total);
    phases_.Take(reading, Elapsed());
  }

  void StopIfDue() {
    if (stop_ == StopReason::kNone && InterruptRequested()) Stop(StopReason::kInterrupted);
    if (stop_ == StopReason::kNone && SteadyClock::now() - begin_ >= options_.time_limit) {
      Stop(StopReason::kTimeLimit);
    }
    if (stop_ != StopReason::kNone && Elapsed() >= kill_at_s_) tree_.Send(SIGKILL);
  }

  void Stop(StopReason reason) {
    stop_ = reason;
    kill_at_s_ = Elapsed() + Seconds(options_.grace).count();
    tree_.Send(SIGTERM);
    // One that is stopped hears nothing else.
    tree_.Send(SIGCONT);
  }

  // Sleeps until there is output, until a child has news, or until something else may be due.
  void WaitForSomething() {
    const double sleep_s = std::clamp(sampler_.next_due_s() - Elapsed(), 0.0, kLongestSleep_s);
    const auto input = [](int fd) { return pollfd{.fd = fd, .events = POLLIN, .revents = 0}; };
    // poll() passes over negative descriptors.
    std::array<pollfd, 3> waiting = {input(output_.stream.get()), input(error_.stream.get()),
                                     input(child_signal_.fd())};
    const int ready =
        poll(waiting.data(), waiting.size(), static_cast<int>(std::ceil(sleep_s * 1000)));
    if (ready <= 0) return;
    if (waiting[0].revents != 0) ReadOnce(output_);
    if (waiting[1].revents != 0) ReadOnce(error_);
    if (waiting[2].revents != 0) child_signal_.Take();
  }

  // Everything that children have to tell: stops and ends.
  void HandleChildren() {
    for (;;) {
      ReadBeforeReaping();
      int status = 0;
      rusage usage = {};
      const pid_t pid = wait4(-1, &status, WNOHANG | kAnyChild, &usage);
      if (pid < 0 && errno == EINTR) continue;
      if (pid <= 0) return;
      if (WIFSTOPPED(status)) {
        HandleStop(pid, status);
      } else if (pid == process_.pid()) {
        ended_ = true;
        wait_status_ = status;
        usage_ = usage;
      }
    }
  }

  void HandleStop(pid_t pid, int status) {
    const TraceStop kind = KindOfStop(status);
    if (kind == TraceStop::kStarted) {
      stale_ = true;
      if (const auto started = StartedBy(pid)) tree_.Note(*started);
    }
    if (kind == TraceStop::kEnding) HandleEnding(pid);
    Resume(pid, status);
  }

  // `pid` stands at its end; it may be a thread.
  void HandleEnding(pid_t pid) {
    phases_.TakeMark(ProbeProcess(pid)->Read(ReadCost::kCheap));
    if (pid != process_.pid()) return;
    // What it printed came before.
    DrainBoth();
    tree_.Refresh();
    const TreeReading reading = tree_.Read(ReadCost::kCheap);
    phases_.Take(reading, Elapsed());
    saw_ending_ = saw_ending_ || reading.total.rss_bytes.has_value();
  }

  // macOS tells the memory of a process that has ended and was not reaped.
  void ReadBeforeReaping() {
#if defined(__APPLE__)
    siginfo_t info = {};
    if (ended_ ||
        waitid(P_PID, static_cast<id_t>(process_.pid()), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        info.si_pid != process_.pid()) {
      return;
    }
    const MemoryReading reading = ProbeProcess(process_.pid())->Read(ReadCost::kCheap);
    phases_.TakeMark(reading);
    saw_ending_ = reading.peak_footprint_bytes.has_value();
#endif
  }

  // Kills what is left and reaps it, the command itself included.
  void EndAll() {
    while (waitid(P_ALL, 0, nullptr, WEXITED | WNOHANG | WNOWAIT | kAnyChild) == 0 ||
           errno == EINTR) {
      tree_.Send(SIGKILL);
      HandleChildren();
      std::this_thread::sleep_for(kKillPause);
    }
    kill(-process_.pid(), SIGKILL);
  }

  // Reads what a stream has at hand, up to one buffer. Returns how much that was.
  size_t ReadOnce(Output& output) {
    std::array<char, 65536> buffer;
    ssize_t got = 0;
    do {
      got = read(output.stream.get(), buffer.data(), buffer.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN) return 0;
    if (got <= 0) {
      output.stream.Close();
      return 0;
    }
    const std::string_view bytes(buffer.data(), static_cast<size_t>(got));
    output.tail.Append(bytes);
    if (!options_.phases.empty()) output.lines.Feed(bytes);
    if (options_.show_output) {
      std::fwrite(bytes.data(), 1, bytes.size(), output.shown);
      std::fflush(output.shown);
    }
    return bytes.size();
  }

  void DrainBoth() {
    for (Output* output : {&output_, &error_}) {
      size_t drained = 0;
      while (output->stream.open() && drained < kMaxDrainBytes) {
        const size_t got = ReadOnce(*output);
        if (got == 0) break;
        drained += got;
      }
    }
  }

  Sample Finish(int repeat, double wall_s) {
    ExitRecord exit = ClassifyExit(
        {.wait_status = wait_status_,
         .stop = stop_,
         .time_limit_s = Seconds(options_.time_limit).count(),
         .error_tail = error_.tail.text().empty() ? output_.tail.text() : error_.tail.text()});
    if (options_.accept_failure && exit.status == "error") exit.status = "ok";
    const std::optional<uint64_t> before_usage = phases_.mark_rss_bytes();
    const bool by_usage = TakeUsage();
    phases_.End(wall_s, exit.status == "ok", saw_ending_ || (by_usage && phases_.HoldMark()));
    Sample sample =
        phases_.Finish(repeat, {.exit = std::move(exit), .timeline = sampler_.Finish()});
    sample.growth_reason = "nothing is evaluated where an external command is measured";
    sample.tree = CommandTree{.processes = tree_.seen(),
                              .largest_peak_rss_bytes = phases_.mark_rss_bytes(),
                              .sampled_peak_rss_bytes = phases_.sampled_rss_bytes(),
                              .peak_from = "sampled_mark"};
    if (phases_.sampled_rss_bytes() > phases_.mark_rss_bytes()) {
      sample.tree->peak_from = "sampled_sum";
    } else if (saw_ending_ && phases_.mark_rss_bytes() == before_usage) {
      sample.tree->peak_from = "high_water_mark";
    } else if (by_usage) {
      sample.tree->peak_from = "resource_usage";
    }
    return sample;
  }

  // Takes the mark of wait4(), which tells of memory that was given up by exec() too. It is never
  // too small, and too large only where it is what was inherited. True if the largest mark is
  // settled by it.
  bool TakeUsage() {
#if defined(__linux__)
    const uint64_t bytes = static_cast<uint64_t>(usage_.ru_maxrss) * 1024;
    if (bytes <= phases_.mark_rss_bytes()) return true;
    if (!own_rss_.has_value() || bytes <= *own_rss_ + kInheritedSlack) return false;
    phases_.TakeMark({.peak_rss_bytes = bytes});
    return true;
#else
    return false;
#endif
  }

  const CommandOptions& options_;
  const std::optional<uint64_t> own_rss_;
  ChildSignal child_signal_;
  ProcessTree tree_;
  HeldProcess process_;
  SteadyClock::time_point begin_ = SteadyClock::now();
  TimelineSampler sampler_;
  CommandPhases phases_;
  Output output_;
  Output error_;
  bool traced_ = false;
  bool stale_ = false;
  bool ended_ = false;
  bool saw_ending_ = false;
  int wait_status_ = 0;
  rusage usage_ = {};
  StopReason stop_ = StopReason::kNone;
  double kill_at_s_ = 0;
};

}  // namespace

Sample MeasureCommand(const CommandOptions& options, int repeat,
                      const std::function<void(const std::string&)>& on_phase) {
  if (options.interval < std::chrono::milliseconds(1)) {
    throw UsageError("the timeline's interval must be at least 1 ms");
  }
  return Supervisor(options, on_phase).Run(repeat);
}

}  // namespace tidemark::harness
