#ifndef TIDEMARK_HARNESS_MEASURE_EXIT_RECORD_H_
#define TIDEMARK_HARNESS_MEASURE_EXIT_RECORD_H_

#include <string>
#include <string_view>

#include "harness/measure/sample.h"

namespace tidemark::harness {

// Why the harness ended a child, if it did.
enum class StopReason { kNone, kTimeLimit, kInterrupted, kProtocol };

// What is known of a process that has ended.
struct Ending {
  // As waitpid() gave it.
  int wait_status = 0;
  StopReason stop = StopReason::kNone;
  double time_limit_s = 0;
  // How the child broke the event protocol (kProtocol).
  std::string protocol_error = {};
  // It has an event channel, and so has to say Done.
  bool must_say_done = false;
  bool said_done = false;
  // Its ErrorMessage, if any.
  std::string error_message = {};
  // The end of what it printed on standard error.
  std::string_view error_tail = {};
};

// Puts a name and one line of text to how a process ended.
ExitRecord ClassifyExit(const Ending& ending);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_EXIT_RECORD_H_
