#ifndef TIDEMARK_HARNESS_MEASURE_EXIT_TRACING_H_
#define TIDEMARK_HARNESS_MEASURE_EXIT_TRACING_H_

#include <optional>

#include <sys/types.h>

namespace tidemark::harness {

// Holding processes at the moment of their end, while their memory is still there: the one moment
// at which the kernel's high-water mark of a process is final and can be read. It is gone before
// waitpid() tells of the end. The processes run untouched in between: only signals, new processes
// and threads, and ends stop one for the time that it takes to resume it.
//
// Linux only, with ptrace(). A process that is watched so cannot be watched by another: debuggers
// and leak checkers that the program brings along fail in it.

// Watches a process, and every process and thread that it starts. They are all killed when this
// process ends. False, with nothing changed, where the system does not let it.
bool TraceExits(pid_t pid);

enum class TraceStop {
  kOther,
  // A process was started.
  kStarted,
  // A process or thread is about to end, and its memory can be read.
  kEnding,
};

// What a status of waitpid() for which WIFSTOPPED() holds is about.
TraceStop KindOfStop(int wait_status);

// The process that a stop of kind kStarted is about; `pid` is that of the stop.
std::optional<pid_t> StartedBy(pid_t pid);

// Lets the process or thread run on after its stop.
void Resume(pid_t pid, int wait_status);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_EXIT_TRACING_H_
