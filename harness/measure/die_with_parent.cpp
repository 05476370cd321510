#include "harness/measure/die_with_parent.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#elif defined(__APPLE__)
#include <thread>

#include <sys/event.h>
#include <sys/types.h>
#endif

namespace tidemark::harness {
namespace {

// Nobody hears the difference: the parent has gone.
constexpr int kOrphaned = 1;

#if defined(__APPLE__)

// macOS has no parent-death signal; a thread waits for the parent's end in its place.
void WaitForEndOf(pid_t parent) {
  const int queue = kqueue();
  if (queue < 0) return;
  struct kevent change = {};
  EV_SET(&change, static_cast<uintptr_t>(parent), EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0,
         nullptr);
  struct kevent event = {};
  int got = 0;
  do {
    got = kevent(queue, &change, 1, &event, 1, nullptr);
  } while (got < 0 && errno == EINTR);
  // An error says that the parent cannot be found any more.
  _exit(kOrphaned);
}

#endif

void DieWithWhoeverIsParent() {
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#elif defined(__APPLE__)
  std::thread(WaitForEndOf, getppid()).detach();
#endif
}

}  // namespace

void DieWithParent(int events_fd) {
  DieWithWhoeverIsParent();
  pollfd channel = {.fd = events_fd, .events = 0, .revents = 0};
  if (poll(&channel, 1, 0) == 1 && (channel.revents & (POLLERR | POLLHUP)) != 0) _exit(kOrphaned);
}

void DieWithNamedParent() {
  const char* const named = std::getenv(kParentVariable);
  if (named == nullptr) return;
  const long parent = std::strtol(named, nullptr, 10);
  unsetenv(kParentVariable);
  DieWithWhoeverIsParent();
  if (getppid() != parent) _exit(kOrphaned);
}

}  // namespace tidemark::harness
