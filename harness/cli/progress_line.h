#ifndef TIDEMARK_HARNESS_CLI_PROGRESS_LINE_H_
#define TIDEMARK_HARNESS_CLI_PROGRESS_LINE_H_

#include <chrono>
#include <string>

namespace tidemark::harness {

// One line on a terminal that tells what is being measured: step, cell, phase, elapsed and
// remaining time. Silent when standard error is not a terminal. The line goes away with its owner.
class ProgressLine {
 public:
  // `steps`: how many equal steps the work has.
  explicit ProgressLine(int steps);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // The next step begins.
  void BeginStep(const std::string& name);
  // Something happened within the step.
  void Phase(const std::string& phase);
  // Removes the line until the next update, so that other text can be printed.
  void Clear();

 private:
  void Draw();

  const bool terminal_;
  const int steps_;
  const std::chrono::steady_clock::time_point start_;
  int step_ = 0;
  std::string name_;
  std::string phase_;
};

// "75 s" -> "1:15".
std::string ClockText(std::chrono::seconds duration);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_PROGRESS_LINE_H_
