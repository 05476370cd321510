#include "harness/measure/event_channel.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <sys/stat.h>

#include "converter/error.h"

namespace tidemark::harness {
namespace {

constexpr const char* kChannel = "event channel";

}  // namespace

EventWriter::EventWriter(int fd) : fd_(fd) {
  struct stat status = {};
  if (fd < 0 || fstat(fd, &status) != 0 || !S_ISFIFO(status.st_mode)) {
    throw UsageError("descriptor " + std::to_string(fd) + " is not an open pipe",
                     {.key = "--events-fd"});
  }
  fcntl(fd_, F_SETFD, FD_CLOEXEC);
}

EventWriter::~EventWriter() { close(fd_); }

void EventWriter::Write(const Event& event) {
  const std::string line = EncodeEvent(event) + "\n";
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t written = write(fd_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw IoError::FromErrno("cannot write an event", kChannel, errno);
    rest.remove_prefix(static_cast<size_t>(written));
  }
}

EventReader::EventReader(std::function<void(const Event&)> on_event, EventLimits limits)
    : on_event_(std::move(on_event)), limits_(limits) {}

void EventReader::Feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t newline = bytes.find('\n');
    const std::string_view part = bytes.substr(0, newline);
    const uint64_t total = line_offset_ + line_.size() + part.size();
    if (line_.size() + part.size() > limits_.max_line_bytes) {
      throw FormatError(
          "an event is longer than " + std::to_string(limits_.max_line_bytes) + " bytes",
          {.file = kChannel, .offset = line_offset_});
    }
    if (total > limits_.max_total_bytes) {
      throw FormatError(
          "events take more than " + std::to_string(limits_.max_total_bytes) + " bytes",
          {.file = kChannel, .offset = line_offset_});
    }
    line_ += part;
    if (newline == std::string_view::npos) return;
    bytes.remove_prefix(newline + 1);

    const std::string line = std::exchange(line_, {});
    TakeLine(line);
    line_offset_ += line.size() + 1;
  }
}

void EventReader::TakeLine(std::string_view line) {
  try {
    on_event_(DecodeEvent(line));
  } catch (const FormatError& error) {
    throw FormatError(error.message(), {.file = kChannel,
                                        .offset = line_offset_,
                                        .layer = error.context().layer,
                                        .key = error.context().key});
  }
}

}  // namespace tidemark::harness
