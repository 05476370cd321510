#include "harness/measure/child_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <memory>
#include <poll.h>
#include <string_view>
#include <vector>

#include <sys/wait.h>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "harness/measure/exit_record.h"
#include "harness/measure/output_tail.h"
#include "harness/measure/timeline_sampler.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// The longest sleep: how late the end of a child or an interrupt is noticed at most.
constexpr double kLongestSleep_s = 0.02;
// A pipe holds less. What comes after it from a child that has ended was not written by the child.
constexpr size_t kMaxDrainBytes = size_t{2} << 20;

// A process of ours until it is reaped, which happens at the latest when the owner goes.
class OwnedProcess {
 public:
  explicit OwnedProcess(pid_t pid) : pid_(pid) {}
  ~OwnedProcess() {
    if (pid_ > 0) Reap();
  }
  OwnedProcess(const OwnedProcess&) = delete;
  OwnedProcess& operator=(const OwnedProcess&) = delete;

  // To the whole process group.
  void Send(int signal) { kill(-pid_, signal); }

  // Has it ended? It is not reaped yet, so its id and its group's stay its own.
  bool HasEnded() {
    siginfo_t info = {};
    const int result = waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
    return result == 0 && info.si_pid == pid_;
  }

  // Ends what is left of the group, the leader included, and returns the leader's wait status.
  int Reap() {
    Send(SIGKILL);
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_;
};

class Supervisor {
 public:
  Supervisor(const ChildOptions& options, const std::function<void(const Event&)>& on_event)
      : options_(options),
        on_event_(on_event),
        begin_(SteadyClock::now()),
        spawned_(Spawn(options.spawn)),
        process_(spawned_.pid),
        probe_(ProbeProcess(spawned_.pid)),
        sampler_(Seconds(options.interval).count()),
        reader_([this](const Event& event) { Take(event); }, options.limits),
        output_(options.output_tail_bytes),
        error_(options.output_tail_bytes) {}

  ChildResult Run() {
    while (!process_.HasEnded()) {
      StopIfDue();
      if (Elapsed() >= sampler_.next_due_s()) {
        sampler_.Add(Elapsed(), probe_->Read(ReadCost::kCheap));
      }
      WaitForInput();
    }
    const double wall_s = Elapsed();
    // What it started goes first, so that nothing writes to the streams any more.
    process_.Send(SIGKILL);
    DrainAll();
    const int wait_status = process_.Reap();
    return {
        .exit = ClassifyExit(
            {.wait_status = wait_status,
             .stop = stop_,
             .time_limit_s =
                 Seconds(options_.time_limit.value_or(std::chrono::milliseconds::zero())).count(),
             .protocol_error = protocol_error_,
             .must_say_done = options_.spawn.events,
             .said_done = said_done_,
             .error_message = error_message_,
             .error_tail = error_.text()}),
        .timeline = sampler_.Finish(),
        .seen_peak_rss_bytes = sampler_.peak_rss_bytes(),
        .seen_peak_footprint_bytes = sampler_.peak_footprint_bytes(),
        .wall_s = wall_s,
        .output_tail = output_.text(),
        .error_tail = error_.text()};
  }

 private:
  double Elapsed() const { return Seconds(SteadyClock::now() - begin_).count(); }

  void StopIfDue() {
    if (stop_ == StopReason::kNone && InterruptRequested()) Stop(StopReason::kInterrupted);
    if (stop_ == StopReason::kNone && options_.time_limit.has_value() &&
        SteadyClock::now() - begin_ >= *options_.time_limit) {
      Stop(StopReason::kTimeLimit);
    }
    if (stop_ != StopReason::kNone && Elapsed() >= kill_at_s_) process_.Send(SIGKILL);
  }

  void Stop(StopReason reason) {
    stop_ = reason;
    kill_at_s_ = Elapsed() + Seconds(options_.grace).count();
    process_.Send(SIGTERM);
  }

  // Sleeps until a stream has something to read, or until something else may be due, and reads.
  void WaitForInput() {
    const double sleep_s = std::clamp(sampler_.next_due_s() - Elapsed(), 0.0, kLongestSleep_s);
    const std::array<converter::FileDescriptor*, 3> streams = {
        &spawned_.events, &spawned_.standard_output, &spawned_.standard_error};
    std::array<pollfd, 3> waiting = {};
    for (size_t i = 0; i < streams.size(); ++i) {
      // poll() passes over negative descriptors.
      waiting[i] = {.fd = streams[i]->get(), .events = POLLIN, .revents = 0};
    }
    const int ready =
        poll(waiting.data(), waiting.size(), static_cast<int>(std::ceil(sleep_s * 1000)));
    // A signal ends the sleep early, and the caller looks whether it was an interrupt.
    if (ready <= 0) return;
    for (size_t i = 0; i < streams.size(); ++i) {
      if (waiting[i].revents != 0) ReadOnce(*streams[i]);
    }
  }

  // Reads what a stream has at hand, up to one buffer. Returns how much that was.
  size_t ReadOnce(converter::FileDescriptor& stream) {
    std::array<char, 16384> buffer;
    ssize_t got = 0;
    do {
      got = read(stream.get(), buffer.data(), buffer.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN) return 0;
    if (got <= 0) {
      stream.Close();
      return 0;
    }
    const std::string_view bytes(buffer.data(), static_cast<size_t>(got));
    if (&stream == &spawned_.events) {
      FeedEvents(bytes);
    } else {
      (&stream == &spawned_.standard_output ? output_ : error_).Append(bytes);
    }
    return bytes.size();
  }

  void FeedEvents(std::string_view bytes) {
    try {
      reader_.Feed(bytes);
    } catch (const FormatError& error) {
      // Whatever else it was being stopped for, its account cannot be used.
      if (stop_ != StopReason::kInterrupted) stop_ = StopReason::kProtocol;
      protocol_error_ = error.what();
      spawned_.events.Close();
      process_.Send(SIGKILL);
    }
  }

  void Take(const Event& event) {
    if (said_done_) throw FormatError("an event follows the last one");
    if (const auto* error = std::get_if<ErrorMessage>(&event)) error_message_ = error->message;
    if (std::holds_alternative<Done>(event)) said_done_ = true;
    if (on_event_) on_event_(event);
  }

  void DrainAll() {
    for (converter::FileDescriptor* stream :
         {&spawned_.events, &spawned_.standard_output, &spawned_.standard_error}) {
      size_t drained = 0;
      while (stream->open() && drained < kMaxDrainBytes) {
        const size_t got = ReadOnce(*stream);
        if (got == 0) break;
        drained += got;
      }
    }
  }

  const ChildOptions& options_;
  const std::function<void(const Event&)>& on_event_;
  const SteadyClock::time_point begin_;
  SpawnedProcess spawned_;
  OwnedProcess process_;
  const std::unique_ptr<ProcessProbe> probe_;
  TimelineSampler sampler_;
  EventReader reader_;
  OutputTail output_;
  OutputTail error_;
  StopReason stop_ = StopReason::kNone;
  double kill_at_s_ = 0;
  std::string protocol_error_;
  std::string error_message_;
  bool said_done_ = false;
};

}  // namespace

ChildResult RunChild(const ChildOptions& options,
                     const std::function<void(const Event&)>& on_event) {
  if (options.interval < std::chrono::milliseconds(1)) {
    throw UsageError("the timeline's interval must be at least 1 ms");
  }
  return Supervisor(options, on_event).Run();
}

}  // namespace tidemark::harness
