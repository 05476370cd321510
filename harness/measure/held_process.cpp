#include "harness/measure/held_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/measure/child_defaults.h"

extern char** environ;

namespace tidemark::harness {
namespace {

constexpr int kCannotExecute = 127;

// Waits for a byte; false when the other end has gone.
bool AwaitByte(int fd, void* byte, size_t size) {
  for (;;) {
    pollfd waiting = {.fd = fd, .events = POLLIN, .revents = 0};
    poll(&waiting, 1, -1);
    const ssize_t got = read(fd, byte, size);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    return got == static_cast<ssize_t>(size);
  }
}

void DefaultSignals() {
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  for (const int signal : kChildDefaults) {
    sigaction(signal, &action, nullptr);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void CloseOnExecFrom(int first) {
#if defined(__linux__)
  if (close_range(static_cast<unsigned>(first), ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
#endif
  const long most = sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd < most; ++fd) fcntl(fd, F_SETFD, FD_CLOEXEC);
}

// A large pipe, so that a program that prints a lot seldom waits for its reader. A system that does
// not grant it has its reasons.
void Widen(const Pipe& pipe) {
#if defined(__linux__)
  fcntl(pipe.write_end.get(), F_SETPIPE_SZ, 1 << 20);
#else
  static_cast<void>(pipe);
#endif
}

bool IsProgram(const std::filesystem::path& file) {
  std::error_code error;
  return std::filesystem::is_regular_file(file, error) && access(file.c_str(), X_OK) == 0;
}

}  // namespace

HeldProcess::HeldProcess(std::filesystem::path program, std::vector<std::string> arguments)
    : program_(std::move(program)), arguments_(std::move(arguments)) {
  for (std::string& argument : arguments_) pointers_.push_back(argument.data());
  pointers_.push_back(nullptr);
  Pipe output = OpenPipe(program_);
  Pipe error = OpenPipe(program_);
  Widen(output);
  Widen(error);
  Pipe gate = OpenPipe(program_);
  Pipe failure = OpenPipe(program_);
  pid_ = fork();
  if (pid_ < 0) throw IoError::FromErrno("cannot be started", program_, errno);
  if (pid_ == 0) BecomeProgram(output, error, gate, failure);
  // On both sides, whichever comes first.
  setpgid(pid_, pid_);
  output_ = std::move(output.read_end);
  error_ = std::move(error.read_end);
  gate_ = std::move(gate.write_end);
  failure_ = std::move(failure.read_end);
}

// Runs between fork() and exec(): nothing here allocates.
void HeldProcess::BecomeProgram(Pipe& output, Pipe& error, Pipe& gate, Pipe& failure) {
  setpgid(0, 0);
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  DefaultSignals();
  const int null = open("/dev/null", O_RDONLY);
  dup2(null, STDIN_FILENO);
  dup2(output.write_end.get(), STDOUT_FILENO);
  dup2(error.write_end.get(), STDERR_FILENO);
  CloseOnExecFrom(STDERR_FILENO + 1);
  gate.write_end.Close();
  char released = 0;
  if (!AwaitByte(gate.read_end.get(), &released, sizeof released)) _exit(kCannotExecute);
  execve(program_.c_str(), pointers_.data(), environ);
  const int why = errno;
  const ssize_t written = write(failure.write_end.get(), &why, sizeof why);
  _exit(written == sizeof why ? kCannotExecute : kCannotExecute + 1);
}

void HeldProcess::Release() {
  const char released = 1;
  // A process that was killed while it waited shows by its end, like one killed later.
  static_cast<void>(write(gate_.get(), &released, sizeof released) == 1);
  gate_.Close();
  int why = 0;
  const bool failed = AwaitByte(failure_.get(), &why, sizeof why);
  failure_.Close();
  if (failed) throw IoError::FromErrno("cannot be started", program_, why);
}

std::filesystem::path FindProgram(const std::string& word) {
  if (word.find('/') != std::string::npos) {
    if (IsProgram(word)) return word;
    throw UsageError("there is no such program", {.file = word});
  }
  const char* path = std::getenv("PATH");
  std::string_view left = path == nullptr ? "/usr/bin:/bin" : path;
  while (!word.empty()) {
    const size_t end = left.find(':');
    const std::filesystem::path folder = left.substr(0, end);
    const std::filesystem::path file = (folder.empty() ? "." : folder) / word;
    if (IsProgram(file)) return file;
    if (end == std::string_view::npos) break;
    left.remove_prefix(end + 1);
  }
  throw UsageError("there is no program " + converter::Quoted(word) + " on the search path");
}

}  // namespace tidemark::harness
