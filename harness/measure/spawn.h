#ifndef TIDEMARK_HARNESS_MEASURE_SPAWN_H_
#define TIDEMARK_HARNESS_MEASURE_SPAWN_H_

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "converter/io/file_descriptor.h"

namespace tidemark::harness {

// The descriptor at which a spawned process finds its event channel.
inline constexpr int kEventsFd = 3;

struct SpawnOptions {
  // A path; the search path is not consulted.
  std::filesystem::path program = {};
  // After the program's name.
  std::vector<std::string> arguments = {};
  // Variables that are set on top of this process's environment.
  std::vector<std::pair<std::string, std::string>> environment = {};
  // Open an event channel, and append `--events-fd 3` to the arguments.
  bool events = true;
  // Read what the process prints; otherwise it prints where this process does.
  bool capture_output = true;
};

struct SpawnedProcess {
  pid_t pid = -1;
  // Ends to read from, non-blocking; closed where there is nothing to read.
  converter::FileDescriptor events = {};
  converter::FileDescriptor standard_output = {};
  converter::FileDescriptor standard_error = {};
};

// Starts a program in a process group of its own, of which it is the leader, with standard input
// from /dev/null, default signal handling and no descriptors but those described above. The caller
// has to reap it. posix_spawn() shares this process's memory until the program runs, so the cost
// does not depend on this process's size. Throws IoError when the program cannot be started.
SpawnedProcess Spawn(const SpawnOptions& options);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_SPAWN_H_
