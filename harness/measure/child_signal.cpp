#include "harness/measure/child_signal.h"

#include <unistd.h>

#if defined(__linux__)
#include <sys/signalfd.h>
#endif

namespace tidemark::harness {

#if defined(__linux__)

ChildSignal::ChildSignal() {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  pthread_sigmask(SIG_BLOCK, &child, &before_);
  fd_ = converter::FileDescriptor(signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
}

ChildSignal::~ChildSignal() {
  Take();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void ChildSignal::Take() {
  signalfd_siginfo news;
  while (read(fd_.get(), &news, sizeof news) == sizeof news) {
  }
}

#else

ChildSignal::ChildSignal() = default;
ChildSignal::~ChildSignal() = default;
void ChildSignal::Take() {}

#endif

}  // namespace tidemark::harness
