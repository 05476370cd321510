// A command for the tests to measure, which knows nothing of the harness: it does what its first
// argument says. It ends without the checks that a sanitizer makes at exit, which fail in processes
// that are traced.

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <sys/mman.h>
#include <sys/wait.h>

namespace {

constexpr size_t kMiB = size_t{1} << 20;

void Sleep(int milliseconds) {
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

[[noreturn]] void Hang() {
  for (;;) Sleep(10);
}

// Touched through volatile: the compiler removes allocations that nobody reads.
void* TouchedPages(size_t bytes) {
  void* start = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) std::abort();
  volatile char* page = static_cast<char*>(start);
  for (size_t at = 0; at < bytes; at += 4096) page[at] = 1;
  return start;
}

void Burst(size_t bytes) { munmap(TouchedPages(bytes), bytes); }

void Say(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

void WriteOwnPid(const char* file) { std::ofstream(file) << getpid() << std::flush; }

// Prints the lines of its own status that hold `key`.
void PrintStatus(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key)) Say(line);
  }
}

// Children that hold memory all at once.
void Tree(int children, size_t bytes) {
  for (int i = 0; i < children; ++i) {
    if (fork() == 0) {
      TouchedPages(bytes);
      Sleep(1000);
      std::_Exit(0);
    }
  }
  while (wait(nullptr) > 0) {
  }
}

// A daemon: a process that leaves its parent and its process group, and will not go.
void Daemon(const char* file) {
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      std::signal(SIGTERM, SIG_IGN);
      std::signal(SIGHUP, SIG_IGN);
      WriteOwnPid(file);
      Hang();
    }
    std::_Exit(0);
  }
  wait(nullptr);
  while (std::ifstream(file).peek() == std::ifstream::traits_type::eof()) Sleep(1);
}

// A child in this process's memory.
void Borrow() {
  const pid_t child = vfork();
  if (child == 0) {
    usleep(300'000);
    _exit(0);
  }
  waitpid(child, nullptr, 0);
}

int Run(const std::vector<const char*>& arguments) {
  const std::string mode = arguments.at(0);
  const auto number = [&](size_t index) { return std::atoi(arguments.at(index)); };
  const auto bytes = [&](size_t index) { return static_cast<size_t>(number(index)) * kMiB; };

  if (mode == "hold") {
    TouchedPages(bytes(1));
    PrintStatus("VmHWM");
    return 0;
  }
  if (mode == "burst") {
    Burst(bytes(1));
    return 0;
  }
  if (mode == "thread") {
    std::thread(Burst, bytes(1)).join();
    return 0;
  }
  if (mode == "tree") {
    Tree(number(1), bytes(2));
    return 0;
  }
  if (mode == "child-burst") {
    if (fork() == 0) {
      Burst(bytes(1));
      std::_Exit(0);
    }
    wait(nullptr);
    return 0;
  }
  if (mode == "borrow") {
    TouchedPages(bytes(1));
    Borrow();
    return 0;
  }
  if (mode == "replace") {
    TouchedPages(bytes(1));
    execl("/bin/true", "true", static_cast<char*>(nullptr));
    return 1;
  }
  if (mode == "phases") {
    Say("phase: load");
    Sleep(100);
    Burst(64 * kMiB);
    Sleep(100);
    Say("phase: work");
    Sleep(100);
    Burst(8 * kMiB);
    Say("phase: work");
    std::fputs("phase: end", stderr);
    return 0;
  }
  if (mode == "rest") {
    Burst(64 * kMiB);
    TouchedPages(16 * kMiB);
    Say("at rest");
    Sleep(2000);
    return 0;
  }
  if (mode == "print") {
    const std::string line(1023, 'x');
    for (size_t i = 0; i < bytes(1) / 1024; ++i) std::puts(line.c_str());
    std::fflush(stdout);
    return 0;
  }
  if (mode == "fail") {
    std::fputs("no such network\n", stderr);
    return number(1);
  }
  if (mode == "crash") {
    TouchedPages(bytes(1));
    raise(SIGABRT);
  }
  if (mode == "daemon") {
    Daemon(arguments.at(1));
    return 0;
  }
  if (mode == "daemon-hang") {
    const std::string file = arguments.at(1);
    Daemon((file + ".daemon").c_str());
    WriteOwnPid(file.c_str());
    Hang();
  }
  if (mode == "hang") {
    WriteOwnPid(arguments.at(1));
    Hang();
  }
  if (mode == "stop") {
    raise(SIGSTOP);
    return 0;
  }
  return 2;
}

}  // namespace

int main(int count, char** values) {
  const int code = Run(std::vector<const char*>(values + 1, values + count));
  std::fflush(nullptr);
  std::_Exit(code);
}
