#ifndef TIDEMARK_HARNESS_MEMORY_ENVIRONMENT_H_
#define TIDEMARK_HARNESS_MEMORY_ENVIRONMENT_H_

#include <cstdint>
#include <optional>
#include <string>

namespace tidemark::harness {

// Something that the system tells, or the reason why it does not. Exactly one of the two is set.
struct Fact {
  std::optional<std::string> value = {};
  std::string reason = {};
};

// Where figures were taken: everything about the machine and the build that can move them.
struct Environment {
  // "linux", "macos".
  std::string os = {};
  // Release of the kernel, as uname() names it. It matters: kernels before 6.2 batch their page
  // counters per thread, later ones per CPU.
  std::string kernel = {};
  // "x86_64", "aarch64", "arm64".
  std::string arch = {};
  // The processor's model name.
  Fact cpu = {};
  // CPUs that are online.
  int cores = 0;
  uint64_t page_size_bytes = 0;
  std::optional<uint64_t> memory_bytes = {};
  std::string allocator = {};
  // Environment variables that tune the allocator; empty when there are none.
  std::string allocator_settings = {};
  // Transparent huge pages: "always", "madvise", "never".
  Fact thp = {};
  // Can a process lower its own high-water mark? Where not, the peak of a phase is known only if
  // the phase raised the peak of the whole process.
  bool peak_resettable = false;
  // What peaks and steady states are judged by: "rss" (Linux) or "footprint" (macOS).
  std::string primary_metric = {};
  std::string tidemark_version = {};
  // The commit that the build was configured at.
  Fact git_commit = {};
  // "Release", "Debug", ...; a measurement wants "Release".
  std::string build_type = {};
  std::string compiler = {};
  // Built with sanitizers, whose shadow memory makes every figure meaningless.
  bool sanitized = false;
  // Hosts whose memory figures can be compared: os, arch, page size, allocator and cores, as
  // "linux-x86_64-4KiB-glibc_2.36-2cpu". Baselines and noise are kept per host class.
  std::string host_class = {};
};

// Describes this process's surroundings.
Environment DescribeEnvironment();

// The model name in the text of Linux's /proc/cpuinfo.
Fact ParseCpuModel(const std::string& cpuinfo);

// The choice in brackets in the text of /sys/kernel/mm/transparent_hugepage/enabled.
Fact ParseThp(const std::string& enabled);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_ENVIRONMENT_H_
