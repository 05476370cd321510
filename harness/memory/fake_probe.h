#ifndef TIDEMARK_HARNESS_MEMORY_FAKE_PROBE_H_
#define TIDEMARK_HARNESS_MEMORY_FAKE_PROBE_H_

// For tests only: a process whose memory the test dictates.

#include <algorithm>
#include <functional>
#include <optional>

#include "harness/memory/process_probe.h"

namespace tidemark::harness {

class FakeProbe : public ProcessProbe {
 public:
  explicit FakeProbe(bool resettable = true) : resettable_(resettable) {}

  // Sets what is resident, all of it anonymous, and raises the high-water mark like a kernel does.
  void Hold(uint64_t anon_bytes) {
    resident_ = anon_bytes;
    peak_ = std::max(peak_, resident_);
  }
  void HoldLazyFree(uint64_t bytes) { lazyfree_ = bytes; }

  // Called before each reading; lets the memory follow the test's clock.
  void OnRead(std::function<void(FakeProbe&)> hook) { on_read_ = std::move(hook); }

  int thorough_reads() const { return thorough_reads_; }

  MemoryReading Read(ReadCost cost) override {
    if (on_read_) on_read_(*this);
    MemoryReading reading = {.rss_bytes = resident_,
                             .anon_bytes = resident_,
                             .file_bytes = 0,
                             .swap_bytes = 0,
                             .peak_rss_bytes = peak_};
    if (cost == ReadCost::kThorough) {
      ++thorough_reads_;
      reading.lazyfree_bytes = lazyfree_;
    }
    return reading;
  }

  bool ResetPeak() override {
    if (resettable_) peak_ = resident_;
    return resettable_;
  }
  bool PeakResettable() override { return resettable_; }

 private:
  bool resettable_;
  uint64_t resident_ = 0;
  uint64_t peak_ = 0;
  uint64_t lazyfree_ = 0;
  int thorough_reads_ = 0;
  std::function<void(FakeProbe&)> on_read_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_FAKE_PROBE_H_
