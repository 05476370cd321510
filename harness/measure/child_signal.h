#ifndef TIDEMARK_HARNESS_MEASURE_CHILD_SIGNAL_H_
#define TIDEMARK_HARNESS_MEASURE_CHILD_SIGNAL_H_

#include <csignal>

#include "converter/io/file_descriptor.h"

namespace tidemark::harness {

// While it lives, news of children (SIGCHLD) makes a descriptor readable, so that poll() can wait
// for them beside their output. On macOS there is no such descriptor, and poll() has to be left
// every few milliseconds.
class ChildSignal {
 public:
  ChildSignal();
  ~ChildSignal();
  ChildSignal(const ChildSignal&) = delete;
  ChildSignal& operator=(const ChildSignal&) = delete;

  // Negative where there is none.
  int fd() const { return fd_.get(); }
  // Makes the descriptor wait for the next news. Call it before looking what the news are.
  void Take();

 private:
  sigset_t before_ = {};
  converter::FileDescriptor fd_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CHILD_SIGNAL_H_
