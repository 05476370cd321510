#ifndef TIDEMARK_HARNESS_MEASURE_EVENT_H_
#define TIDEMARK_HARNESS_MEASURE_EVENT_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/measure/sample.h"

namespace tidemark::harness {

// What a measured process tells its parent while it runs, in the order in which it happens.

// A phase begins: the terminal can show it, and a crash can be put down to it.
struct PhaseBegan {
  std::string name = {};
};

// A phase ended, finished or not.
struct PhaseEnded {
  PhaseRecord phase = {};
  // High-water marks of the whole life so far, between phases included.
  std::optional<uint64_t> process_peak_rss_bytes = {};
  std::optional<uint64_t> process_peak_footprint_bytes = {};
};

// The memory of a process that has nothing to do.
struct SteadyState {
  // False: the longest wait ran out before the memory came to rest.
  bool plateau = false;
  double waited_s = 0;
  MemoryReading as_is = {};
  // After the allocator gave back what it had free; absent where it cannot.
  std::optional<MemoryReading> trimmed = {};
};

// The evaluations of the measured phase, in order.
struct Evaluations {
  std::vector<double> wall_s = {};
  std::optional<double> growth_bytes_per_evaluation = {};
  // Why there is no growth figure; empty when there is one.
  std::string growth_reason = {};
};

// Something the engine computed, as JSON text of its own: an artifact's hashes, raw outputs.
struct ResultValue {
  std::string name = {};
  std::string json = {};
};

// A line for the terminal.
struct Progress {
  std::string text = {};
};

// Why the process is about to end without a result.
struct ErrorMessage {
  std::string message = {};
};

// Everything was measured. A process that ends without it has failed, whatever its exit code.
struct Done {};

using Event = std::variant<PhaseBegan, PhaseEnded, SteadyState, Evaluations, ResultValue, Progress,
                           ErrorMessage, Done>;

// Where events go.
class EventSink {
 public:
  virtual ~EventSink() = default;

  // Throws IoError when nobody takes the event any more.
  virtual void Write(const Event& event) = 0;
};

// An event as one line of JSON, without its newline. Bytes of a text that are not UTF-8 become
// U+FFFD. Throws FormatError when the JSON of a ResultValue does not parse.
std::string EncodeEvent(const Event& event);

// The event in a line of JSON. The line is not trusted: a damaged document, an unknown event or
// key, a wrong type, a negative or not finite figure or a name that is empty or too long is a
// FormatError. Texts come back printable (converter/io/printable_text.h).
Event DecodeEvent(std::string_view line);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_EVENT_H_
