#include "harness/measure/exit_tracing.h"

#if defined(__linux__)
#include <csignal>
#include <cstdint>

#include <sys/ptrace.h>
#include <sys/wait.h>
#endif

namespace tidemark::harness {

#if defined(__linux__)
namespace {

int EventOf(int wait_status) { return wait_status >> 16; }

// The signals that stop a process until SIGCONT; under ptrace() the stop must be kept up.
bool StopsGroup(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

}  // namespace

bool TraceExits(pid_t pid) {
  constexpr long kOptions = PTRACE_O_TRACEEXIT | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                            PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
  return ptrace(PTRACE_SEIZE, pid, nullptr, kOptions) == 0;
}

TraceStop KindOfStop(int wait_status) {
  switch (EventOf(wait_status)) {
    case PTRACE_EVENT_EXIT:
      return TraceStop::kEnding;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
      return TraceStop::kStarted;
    default:
      return TraceStop::kOther;
  }
}

std::optional<pid_t> StartedBy(pid_t pid) {
  unsigned long started = 0;
  if (ptrace(PTRACE_GETEVENTMSG, pid, nullptr, &started) != 0) return std::nullopt;
  return static_cast<pid_t>(started);
}

void Resume(pid_t pid, int wait_status) {
  const int signal = WSTOPSIG(wait_status);
  const int event = EventOf(wait_status);
  if (event == PTRACE_EVENT_STOP && StopsGroup(signal)) {
    ptrace(PTRACE_LISTEN, pid, nullptr, nullptr);
    return;
  }
  // Without an event, the stop is a signal that is still to be delivered.
  ptrace(PTRACE_CONT, pid, nullptr, static_cast<uintptr_t>(event == 0 ? signal : 0));
}

#else

bool TraceExits(pid_t) { return false; }
TraceStop KindOfStop(int) { return TraceStop::kOther; }
std::optional<pid_t> StartedBy(pid_t) { return std::nullopt; }
void Resume(pid_t, int) {}

#endif

}  // namespace tidemark::harness
