#ifndef TIDEMARK_HARNESS_MEASURE_MEASURED_COMMAND_H_
#define TIDEMARK_HARNESS_MEASURE_MEASURED_COMMAND_H_

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/measure/phase_lines.h"
#include "harness/measure/sample.h"

namespace tidemark::harness {

struct CommandOptions {
  // The file to run (FindProgram()), and the words of the command, of which the first is what the
  // program is told to be its name.
  std::filesystem::path program = {};
  std::vector<std::string> words = {};
  // After this long the command is asked to end (SIGTERM), and killed when it does not.
  std::chrono::milliseconds time_limit = std::chrono::seconds(120);
  // How long a command that was asked to end may take over it.
  std::chrono::milliseconds grace = std::chrono::seconds(2);
  // The timeline's, as long as the timeline has room; at least 1 ms.
  std::chrono::milliseconds interval = std::chrono::milliseconds(5);
  // Lines of its output that begin phases.
  PhasePatterns phases = {};
  // An exit code other than 0 is a good end.
  bool accept_failure = false;
  // Pass on what the command prints.
  bool show_output = false;
  // Hold every process at its end to read its high-water mark (exit_tracing.h).
  bool trace = true;
};

// Runs a command to its end, with everything that it starts, and measures it from outside. It knows
// nothing of this program; however it ends is a result. What it leaves running is killed, and all
// of it is reaped, in any case: no process of it outlives this call. Meant for a process that has
// no other children, and that stays small (see resource usage below).
//
//   Peak. The kernel's high-water mark (VmHWM) of each process is read at its end, in a trace stop,
//   and before each reset. The sum of the resident sets of all its processes is sampled: it misses
//   what lies between two samples, and counts pages that processes share in each of them. The peak
//   is the larger of the two, the largest mark of any one process and the sampled sum, so that it
//   is exact for a command of one process. Where no trace stop told it, the mark is `ru_maxrss` of
//   wait4(), which is the largest mark of the command and of all processes that it waited for, but
//   no less than what was resident here when it was forked off, which it inherits: it counts only
//   above that. Else it is the largest mark that was sampled. Sample::tree says what the peak is.
//   Phases. `start` until a line of the output begins another; then the high-water marks are read
//   and reset. A program that buffers its output begins phases late. Phases past the 255th are part
//   of that one.
//   Steady. In a phase `idle`, once its memory has come to rest (steady_state.h).
//   macOS. Marks and sums are also those of the footprint; marks are not reset, and orphans are not
//   found.
//
// `on_phase` is told the phases as they begin. Throws IoError when the program cannot be started,
// UsageError for an interval below 1 ms. When the user interrupts, the command is ended and the
// sample says so.
Sample MeasureCommand(const CommandOptions& options, int repeat,
                      const std::function<void(const std::string&)>& on_phase = {});

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_MEASURED_COMMAND_H_
