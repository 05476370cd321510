#include "harness/memory/environment.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <vector>

#include <sys/utsname.h>

#if defined(__APPLE__)
#include <sys/sysctl.h>
#endif

#include "harness/memory/allocator.h"
#include "harness/memory/process_probe.h"

namespace tidemark::harness {
namespace {

#if defined(__APPLE__)

std::string OsName() { return "macos"; }
std::string PrimaryMetric() { return "footprint"; }

Fact CpuModel() {
  size_t size = 0;
  if (sysctlbyname("machdep.cpu.brand_string", nullptr, &size, nullptr, 0) != 0 || size == 0) {
    return {.reason = "machdep.cpu.brand_string cannot be read"};
  }
  std::vector<char> name(size);
  if (sysctlbyname("machdep.cpu.brand_string", name.data(), &size, nullptr, 0) != 0) {
    return {.reason = "machdep.cpu.brand_string cannot be read"};
  }
  // The size counts a final NUL.
  return {.value = std::string(name.begin(), std::find(name.begin(), name.end(), '\0'))};
}

Fact Thp() { return {.reason = "macOS has no transparent huge pages"}; }

std::optional<uint64_t> MemoryBytes() {
  uint64_t bytes = 0;
  size_t size = sizeof(bytes);
  if (sysctlbyname("hw.memsize", &bytes, &size, nullptr, 0) != 0) return std::nullopt;
  return bytes;
}

#else

std::string OsName() { return "linux"; }
std::string PrimaryMetric() { return "rss"; }

// The beginning of a kernel file: enough for what is looked up, however many CPUs there are.
std::string Beginning(const char* file) {
  std::string text(8192, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return text;
}

Fact CpuModel() { return ParseCpuModel(Beginning("/proc/cpuinfo")); }
Fact Thp() { return ParseThp(Beginning("/sys/kernel/mm/transparent_hugepage/enabled")); }

std::optional<uint64_t> MemoryBytes() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_size = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page_size <= 0) return std::nullopt;
  return static_cast<uint64_t>(pages) * static_cast<uint64_t>(page_size);
}

#endif

Fact GitCommit() {
  const std::string commit = TIDEMARK_GIT_COMMIT;
  if (commit.empty()) return {.reason = "the build was not configured in a git checkout"};
  return {.value = commit};
}

std::string Compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "gcc " __VERSION__;
#endif
}

bool Sanitized() {
#if defined(TIDEMARK_SANITIZED)
  return true;
#else
  return false;
#endif
}

std::string HostClass(const Environment& environment) {
  std::string allocator = environment.allocator;
  std::replace(allocator.begin(), allocator.end(), ' ', '_');
  return environment.os + "-" + environment.arch + "-" +
         std::to_string(environment.page_size_bytes / 1024) + "KiB-" + allocator + "-" +
         std::to_string(environment.cores) + "cpu";
}

}  // namespace

Fact ParseCpuModel(const std::string& cpuinfo) {
  std::istringstream lines(cpuinfo);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("model name")) continue;
    const size_t colon = line.find(": ");
    if (colon == std::string::npos || colon + 2 == line.size()) break;
    return {.value = line.substr(colon + 2)};
  }
  return {.reason = "/proc/cpuinfo names no model"};
}

Fact ParseThp(const std::string& enabled) {
  const size_t open = enabled.find('[');
  const size_t close = enabled.find(']', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) {
    return {.reason = "/sys/kernel/mm/transparent_hugepage/enabled cannot be read"};
  }
  return {.value = enabled.substr(open + 1, close - open - 1)};
}

Environment DescribeEnvironment() {
  utsname system = {};
  uname(&system);
  const long cores = sysconf(_SC_NPROCESSORS_ONLN);
  const long page_size = sysconf(_SC_PAGESIZE);
  Environment environment = {
      .os = OsName(),
      .kernel = system.release,
      .arch = system.machine,
      .cpu = CpuModel(),
      .cores = static_cast<int>(std::max(cores, 1L)),
      .page_size_bytes = static_cast<uint64_t>(std::max(page_size, 0L)),
      .memory_bytes = MemoryBytes(),
      .allocator = AllocatorName(),
      .allocator_settings = AllocatorSettings(),
      .thp = Thp(),
      .peak_resettable = ProbeSelf()->PeakResettable(),
      .primary_metric = PrimaryMetric(),
      .tidemark_version = TIDEMARK_VERSION,
      .git_commit = GitCommit(),
      .build_type = TIDEMARK_BUILD_TYPE,
      .compiler = Compiler(),
      .sanitized = Sanitized(),
  };
  environment.host_class = HostClass(environment);
  return environment;
}

}  // namespace tidemark::harness
