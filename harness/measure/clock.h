#ifndef TIDEMARK_HARNESS_MEASURE_CLOCK_H_
#define TIDEMARK_HARNESS_MEASURE_CLOCK_H_

#include <chrono>
#include <thread>

namespace tidemark::harness {

// Time, so that tests can make their own.
class Clock {
 public:
  virtual ~Clock() = default;

  // Seconds since some moment; never goes back.
  virtual double Now() = 0;
  virtual void Sleep(double seconds) = 0;
};

// The steady clock of the system.
class SystemClock : public Clock {
 public:
  double Now() override {
    const std::chrono::duration<double> now = std::chrono::steady_clock::now().time_since_epoch();
    return now.count();
  }
  void Sleep(double seconds) override {
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  }
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CLOCK_H_
