#include "converter/io/interrupt.h"

#include <atomic>
#include <csignal>
#include <utility>

#include "converter/error.h"

namespace tidemark {
namespace {

// Read by every thread, written by a handler on any.
std::atomic<bool> interrupt_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// Who else is asked, on this thread; null for nobody.
thread_local const std::function<bool()>* asked = nullptr;

void RaiseFlag(int) { interrupt_requested = true; }

}  // namespace

void CatchInterrupts() {
  struct sigaction action = {};
  action.sa_handler = RaiseFlag;
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: a blocked wait returns, sees the flag and unwinds.
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // A terminal that goes away; what runs under nohup goes on.
  struct sigaction hangup = {};
  sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
}

bool InterruptRequested() { return interrupt_requested; }

InterruptSource::InterruptSource(const std::function<bool()>& interrupted)
    : outer_(std::exchange(asked, interrupted ? &interrupted : asked)) {}

InterruptSource::~InterruptSource() { asked = outer_; }

void ThrowIfInterrupted() {
  if (InterruptRequested() || (asked != nullptr && (*asked)())) throw InterruptedError();
}

}  // namespace tidemark
