// For tests only: a system that refuses, interrupts and kills. A shared object that is loaded
// before the C library (LD_PRELOAD) and stands between a program and some of its calls. What it
// does is in the environment:
//
//   TIDEMARK_FAULT_VERB=convert   only in processes whose first argument is this
//   TIDEMARK_FAULT_FOLDER=/dir    changes count only to what is in this folder
//   TIDEMARK_FAULT_COUNT=/file    at its end the process writes how many changes there were
//   TIDEMARK_FAULT_AT=7           the 7th change, and with FAULT_ERRNO every later one...
//   TIDEMARK_FAULT_ERRNO=28       ...fails with this errno,
//   TIDEMARK_FAULT_SIGNAL=9       or before it this signal comes
//   TIDEMARK_FAULT_CALLS=1        of reads, writes, opens and syncs a third are interrupted
//   (EINTR),
//                                 a third do as little as they can; in an order seeded with this
//   TIDEMARK_FAULT_CLOCK=1        each look at the clock on the wall finds it stepped by days
//   TIDEMARK_FAULT_CELL=/program  is started in place of a measured process
//
// Changes are what a full disk refuses: creating files and folders, writing, syncing, renaming.

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <string_view>
#include <unistd.h>

#include <sys/stat.h>
#include <sys/syscall.h>

namespace {

long NumberIn(const char* variable) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? 0 : std::strtol(text, nullptr, 10);
}

std::string TextIn(const char* variable) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? "" : text;
}

std::string FirstArgument() {
  const long file = syscall(SYS_openat, AT_FDCWD, "/proc/self/cmdline", O_RDONLY);
  char words[4096] = {};
  const long got = syscall(SYS_read, file, words, sizeof words - 2);
  syscall(SYS_close, file);
  const size_t first = std::strlen(words) + 1;
  return got > static_cast<long>(first) ? words + first : "";
}

struct Faults {
  const bool here =
      TextIn("TIDEMARK_FAULT_VERB").empty() || TextIn("TIDEMARK_FAULT_VERB") == FirstArgument();
  const std::string folder = TextIn("TIDEMARK_FAULT_FOLDER");
  const std::string count_file = TextIn("TIDEMARK_FAULT_COUNT");
  const long at = NumberIn("TIDEMARK_FAULT_AT");
  const int error = static_cast<int>(NumberIn("TIDEMARK_FAULT_ERRNO"));
  const int signal = static_cast<int>(NumberIn("TIDEMARK_FAULT_SIGNAL"));
  const bool clock = NumberIn("TIDEMARK_FAULT_CLOCK") != 0;
  const std::string cell = TextIn("TIDEMARK_FAULT_CELL");
  std::atomic<long> changes = 0;
  std::atomic<unsigned long> random = static_cast<unsigned long>(NumberIn("TIDEMARK_FAULT_CALLS"));

  ~Faults() {
    if (!here || count_file.empty()) return;
    const std::string text = std::to_string(changes.load());
    const long file =
        syscall(SYS_openat, AT_FDCWD, count_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    syscall(SYS_write, file, text.data(), text.size());
    syscall(SYS_close, file);
  }
};

Faults& The() {
  static Faults faults;
  return faults;
}

enum class Call { kWhole, kShort, kInterrupted };

// What waits for nobody and is never cut short.
bool IsTheKernels(std::string_view path) {
  return path.starts_with("/proc/") || path.starts_with("/dev/");
}

Call NextCall() {
  Faults& faults = The();
  unsigned long seen = faults.random.load();
  if (seen == 0 || !faults.here) return Call::kWhole;
  unsigned long next = 0;
  do {
    next = seen * 6364136223846793005UL + 1442695040888963407UL;
  } while (!faults.random.compare_exchange_weak(seen, next));
  const unsigned long third = (next >> 33) % 3;
  return third == 0 ? Call::kInterrupted : third == 1 ? Call::kShort : Call::kWhole;
}

bool Interrupted() {
  if (NextCall() != Call::kInterrupted) return false;
  errno = EINTR;
  return true;
}

size_t Piece(size_t size, Call call) {
  return call == Call::kShort && size > 1 ? 1 + size / 7 : size;
}

// A change to what is called `path`. False, with errno set, if it is to fail.
bool Change(std::string_view path) {
  Faults& faults = The();
  if (!faults.here || faults.folder.empty() || !path.starts_with(faults.folder)) return true;
  const long number = ++faults.changes;
  if (faults.at == 0 || number < faults.at) return true;
  if (faults.signal != 0) {
    if (number == faults.at) kill(getpid(), faults.signal);
    return true;
  }
  errno = faults.error;
  return faults.error == 0;
}

std::string PathOf(int fd) {
  char link[64];
  char path[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof path);
  return length <= 0 ? "" : std::string(path, static_cast<size_t>(length));
}

bool ChangeDescriptor(int fd) { return The().folder.empty() || Change(PathOf(fd)); }

template <typename Function>
Function* Real(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

int Open(const char* path, int flags, mode_t mode) {
  if (!IsTheKernels(path) && Interrupted()) return -1;
  if ((flags & (O_CREAT | O_TMPFILE)) != 0 && (flags & O_ACCMODE) != O_RDONLY && !Change(path)) {
    return -1;
  }
  return static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return Open(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return Open(path, flags, mode);
}

ssize_t read(int fd, void* bytes, size_t size) {
  const Call call = The().random == 0 || IsTheKernels(PathOf(fd)) ? Call::kWhole : NextCall();
  if (call == Call::kInterrupted) return errno = EINTR, -1;
  return syscall(SYS_read, fd, bytes, Piece(size, call));
}

ssize_t pread(int fd, void* bytes, size_t size, off_t offset) {
  const Call call = NextCall();
  if (call == Call::kInterrupted) return errno = EINTR, -1;
  return syscall(SYS_pread64, fd, bytes, Piece(size, call), offset);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  const Call call = NextCall();
  if (call == Call::kInterrupted) return errno = EINTR, -1;
  if (!ChangeDescriptor(fd)) return -1;
  return syscall(SYS_write, fd, bytes, Piece(size, call));
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  const Call call = NextCall();
  if (call == Call::kInterrupted) return errno = EINTR, -1;
  if (!ChangeDescriptor(fd)) return -1;
  return syscall(SYS_pwrite64, fd, bytes, Piece(size, call), offset);
}

int fsync(int fd) {
  if (Interrupted() || !ChangeDescriptor(fd)) return -1;
  return static_cast<int>(syscall(SYS_fsync, fd));
}

int mkdir(const char* path, mode_t mode) {
  if (!Change(path)) return -1;
  return static_cast<int>(syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

int rename(const char* from, const char* to) noexcept {
  if (!Change(to)) return -1;
  return static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  if (!Change(to)) return -1;
  return static_cast<int>(syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  static const auto real = Real(&clock_gettime, "clock_gettime");
  const int result = real(clock, time);
  if (clock == CLOCK_REALTIME && The().clock) {
    static std::atomic<int> looks = 0;
    const int look = looks++;
    // Forth by a day, back by two, forth by three...
    time->tv_sec += (look % 2 == 0 ? 1 : -1) * (1 + look % 100) * time_t{86400};
  }
  return result;
}

time_t time(time_t* where) noexcept {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  if (where != nullptr) *where = now.tv_sec;
  return now.tv_sec;
}

int posix_spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const argv[], char* const envp[]) {
  static const auto real = Real(&posix_spawn, "posix_spawn");
  const bool is_cell = argv[1] != nullptr && std::string_view(argv[1]) == "cell" &&
                       argv[2] != nullptr && std::string_view(argv[2]) != "--empty";
  const std::string& other = The().cell;
  return real(pid, is_cell && !other.empty() ? other.c_str() : path, actions, attributes, argv,
              envp);
}

}  // extern "C"
