#ifndef TIDEMARK_CONVERTER_IO_INTERRUPT_H_
#define TIDEMARK_CONVERTER_IO_INTERRUPT_H_

#include <functional>

namespace tidemark {

// Makes SIGINT and SIGTERM raise a flag instead of ending the process, so that every owner of a
// temporary file gets to remove it. Called once, by main().
void CatchInterrupts();

// Has a signal arrived since CatchInterrupts()?
bool InterruptRequested();

// While it lives, ThrowIfInterrupted() on the thread that made it also asks `interrupted`, and lets
// through what that throws; an empty one changes nothing. The one that was made last is asked, and
// goes first.
class InterruptSource {
 public:
  // `interrupted` must outlive the object.
  explicit InterruptSource(const std::function<bool()>& interrupted);
  ~InterruptSource();
  InterruptSource(const InterruptSource&) = delete;
  InterruptSource& operator=(const InterruptSource&) = delete;

 private:
  const std::function<bool()>* outer_;
};

// Throws InterruptedError once a signal has arrived. Long loops call it between steps.
void ThrowIfInterrupted();

}  // namespace tidemark

#endif  // TIDEMARK_CONVERTER_IO_INTERRUPT_H_
