#include "harness/cli/progress_line.h"

#include <cstdio>
#include <unistd.h>

namespace tidemark::harness {

std::string ClockText(std::chrono::seconds duration) {
  char text[32];
  const auto total = static_cast<long long>(duration.count());
  std::snprintf(text, sizeof text, "%lld:%02lld", total / 60, total % 60);
  return text;
}

ProgressLine::ProgressLine(int steps)
    : terminal_(isatty(STDERR_FILENO) == 1),
      steps_(steps),
      start_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() { Clear(); }

void ProgressLine::BeginStep(const std::string& name) {
  ++step_;
  name_ = name;
  phase_.clear();
  Draw();
}

void ProgressLine::Phase(const std::string& phase) {
  phase_ = phase;
  Draw();
}

void ProgressLine::Clear() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::Draw() {
  if (!terminal_) return;
  const auto elapsed = std::chrono::steady_clock::now() - start_;
  std::string remaining = "?";
  if (step_ > 1) {
    const auto left = elapsed / (step_ - 1) * (steps_ - step_ + 1);
    remaining = ClockText(std::chrono::duration_cast<std::chrono::seconds>(left));
  }
  std::fprintf(stderr, "\r\033[K[%d/%d] %s %s  elapsed %s, about %s left", step_, steps_,
               name_.c_str(), phase_.c_str(),
               ClockText(std::chrono::duration_cast<std::chrono::seconds>(elapsed)).c_str(),
               remaining.c_str());
}

}  // namespace tidemark::harness
