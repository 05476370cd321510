#ifndef TIDEMARK_HARNESS_MEASURE_CHILD_DEFAULTS_H_
#define TIDEMARK_HARNESS_MEASURE_CHILD_DEFAULTS_H_

#include <array>
#include <csignal>

namespace tidemark::harness {

// Signals that this program catches or ignores, and that programs which it starts meet as if a
// shell had started them.
inline constexpr std::array kChildDefaults = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
                                              SIGPIPE, SIGXFSZ, SIGCHLD};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_CHILD_DEFAULTS_H_
