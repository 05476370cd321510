#if defined(__linux__)

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>

#include <linux/kcmp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "converter/io/file_descriptor.h"
#include "harness/measure/process_list.h"

namespace tidemark::harness {
namespace {

// Of /proc/<pid>/stat, see proc_pid_stat(5).
struct Stat {
  pid_t parent = -1;
  long waited_ticks = 0;
};

std::optional<Stat> ReadStat(pid_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/stat";
  const converter::FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 1024> buffer;
  const ssize_t got = file.open() ? read(file.get(), buffer.data(), buffer.size()) : -1;
  if (got <= 0) return std::nullopt;
  std::string_view text(buffer.data(), static_cast<size_t>(got));
  // The program's name may hold anything, blanks and parentheses too.
  const size_t name_end = text.rfind(')');
  if (name_end == std::string_view::npos) return std::nullopt;
  text.remove_prefix(name_end + 1);
  constexpr int kState = 3;
  Stat stat;
  for (int field = kState; !text.empty(); ++field) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    long value = 0;
    std::from_chars(word.data(), word.data() + word.size(), value);
    if (field == 4) stat.parent = static_cast<pid_t>(value);
    if (field == 16 || field == 17) stat.waited_ticks += value;
    text.remove_prefix(word.size());
  }
  return stat;
}

std::vector<ListedProcess> ListAll() {
  std::vector<ListedProcess> all;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc"), closedir);
  if (folder == nullptr) return all;
  while (const dirent* entry = readdir(folder.get())) {
    const pid_t pid = std::atoi(entry->d_name);
    if (pid <= 0) continue;
    if (const auto stat = ReadStat(pid)) all.push_back({.pid = pid, .parent = stat->parent});
  }
  return all;
}

}  // namespace

std::vector<ListedProcess> ListDescendants() {
  std::vector<ListedProcess> left = ListAll();
  std::vector<ListedProcess> found;
  const auto take_children_of = [&](pid_t parent) {
    const auto is_other = [&](const ListedProcess& process) { return process.parent != parent; };
    const auto first = std::partition(left.begin(), left.end(), is_other);
    found.insert(found.end(), first, left.end());
    left.erase(first, left.end());
  };
  take_children_of(getpid());
  for (size_t i = 0; i < found.size(); ++i) take_children_of(found[i].pid);
  return found;
}

std::optional<double> CpuSecondsOf(pid_t pid) {
  clockid_t clock = {};
  timespec own = {};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &own) != 0) return std::nullopt;
  const auto stat = ReadStat(pid);
  if (!stat) return std::nullopt;
  static const auto ticks_per_second = static_cast<double>(sysconf(_SC_CLK_TCK));
  return static_cast<double>(own.tv_sec) + static_cast<double>(own.tv_nsec) * 1e-9 +
         static_cast<double>(stat->waited_ticks) / ticks_per_second;
}

bool ShareMemory(pid_t one, pid_t other) {
  return syscall(SYS_kcmp, one, other, KCMP_VM, 0, 0) == 0;
}

OrphanAdoption::OrphanAdoption() { prctl(PR_SET_CHILD_SUBREAPER, 1); }
OrphanAdoption::~OrphanAdoption() { prctl(PR_SET_CHILD_SUBREAPER, 0); }

}  // namespace tidemark::harness

#endif  // defined(__linux__)
