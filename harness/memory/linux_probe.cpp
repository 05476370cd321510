#if defined(__linux__)

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <span>
#include <string>
#include <string_view>
#include <unistd.h>

#include "harness/memory/proc_text.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

// Reads a kernel file into the caller's buffer; empty when it cannot be read. The heap is left
// alone, because a probe that allocates would measure itself.
std::string_view ReadKernelFile(const std::string& path, std::span<char> buffer) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t got = read(fd, buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    size += static_cast<size_t>(got);
  }
  close(fd);
  return {buffer.data(), size};
}

class LinuxProbe : public ProcessProbe {
 public:
  explicit LinuxProbe(const std::string& folder)
      : status_(folder + "/status"),
        rollup_(folder + "/smaps_rollup"),
        clear_refs_(folder + "/clear_refs") {}

  MemoryReading Read(ReadCost cost) override {
    // The kernel makes the whole text at the first read, so that its values belong together.
    std::array<char, 16384> buffer;
    MemoryReading reading = ParseProcStatus(ReadKernelFile(status_, buffer));
    if (cost == ReadCost::kThorough) {
      reading.lazyfree_bytes = ParseLazyFree(ReadKernelFile(rollup_, buffer));
    }
    return reading;
  }

  bool ResetPeak() override {
    const int fd = open(clear_refs_.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    // "5" resets the high-water mark and nothing else (Linux 4.0).
    ssize_t written = 0;
    do {
      written = write(fd, "5", 1);
    } while (written < 0 && errno == EINTR);
    close(fd);
    return written == 1;
  }

  bool PeakResettable() override {
    const int fd = open(clear_refs_.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    close(fd);
    return true;
  }

 private:
  const std::string status_;
  const std::string rollup_;
  const std::string clear_refs_;
};

}  // namespace

std::unique_ptr<ProcessProbe> ProbeSelf() { return std::make_unique<LinuxProbe>("/proc/self"); }

std::unique_ptr<ProcessProbe> ProbeProcess(pid_t pid) {
  return std::make_unique<LinuxProbe>("/proc/" + std::to_string(pid));
}

}  // namespace tidemark::harness

#endif  // defined(__linux__)
