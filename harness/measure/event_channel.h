#ifndef TIDEMARK_HARNESS_MEASURE_EVENT_CHANNEL_H_
#define TIDEMARK_HARNESS_MEASURE_EVENT_CHANNEL_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "harness/measure/event.h"

namespace tidemark::harness {

// Events from a measured process to its parent: lines of JSON over a pipe that the child inherits
// as the descriptor of its option `--events-fd`.

// The child's end. Each event is on its way when Write() returns, so that a later crash takes
// nothing with it. A child whose parent has gone is ended by SIGPIPE at its next event.
//
//   EventWriter events(options.events_fd);
//   events.Write(Progress{.text = "loading"});
class EventWriter : public EventSink {
 public:
  // Takes over `fd` and keeps it from programs that this one starts. Throws UsageError unless `fd`
  // is an open pipe.
  explicit EventWriter(int fd);
  ~EventWriter() override;
  EventWriter(const EventWriter&) = delete;
  EventWriter& operator=(const EventWriter&) = delete;

  void Write(const Event& event) override;

 private:
  int fd_;
};

// What the parent puts up with.
struct EventLimits {
  size_t max_line_bytes = size_t{1} << 20;
  uint64_t max_total_bytes = uint64_t{64} << 20;
};

// The parent's end: takes bytes as they come and calls `on_event` once per line. The bytes are not
// trusted; memory use is bounded by one line.
class EventReader {
 public:
  explicit EventReader(std::function<void(const Event&)> on_event, EventLimits limits = {});

  // Throws FormatError, with the offset of the line in the stream, on a line that is no event or
  // on more bytes than the limits allow. The reader takes nothing after that.
  void Feed(std::string_view bytes);

 private:
  void TakeLine(std::string_view line);

  std::function<void(const Event&)> on_event_;
  EventLimits limits_;
  std::string line_;
  // Of the first byte of line_.
  uint64_t line_offset_ = 0;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_EVENT_CHANNEL_H_
