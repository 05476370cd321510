#include "harness/measure/spawn.h"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>

#include "converter/error.h"
#include "harness/measure/child_defaults.h"
#include "harness/measure/pipe.h"

extern char** environ;

namespace tidemark::harness {
namespace {

// posix_spawn_file_actions_t and posix_spawnattr_t with an owner.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void ReadFromNull(int fd) {
    Check(posix_spawn_file_actions_addopen(&actions_, fd, "/dev/null", O_RDONLY, 0));
  }
  void Place(const converter::FileDescriptor& source, int fd) {
    Check(posix_spawn_file_actions_adddup2(&actions_, source.get(), fd));
  }
  // Called after all descriptors are placed.
  void CloseFrom(int fd) {
#if defined(__APPLE__)
    // POSIX_SPAWN_CLOEXEC_DEFAULT closes everything that no action names.
    static_cast<void>(fd);
#else
    Check(posix_spawn_file_actions_addclosefrom_np(&actions_, fd));
#endif
  }
  void Keep(int fd) {
#if defined(__APPLE__)
    Check(posix_spawn_file_actions_addinherit_np(&actions_, fd));
#else
    static_cast<void>(fd);
#endif
  }

  void SetAttributes() {
    sigset_t none;
    sigemptyset(&none);
    sigset_t defaults;
    sigemptyset(&defaults);
    for (const int signal : kChildDefaults) {
      sigaddset(&defaults, signal);
    }
    Check(posix_spawnattr_setsigmask(&attributes_, &none));
    Check(posix_spawnattr_setsigdefault(&attributes_, &defaults));
    Check(posix_spawnattr_setpgroup(&attributes_, 0));
    int flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#if defined(__APPLE__)
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    Check(posix_spawnattr_setflags(&attributes_, static_cast<short>(flags)));
  }

  pid_t Start(const std::filesystem::path& program, char* const* arguments,
              char* const* environment) {
    pid_t pid = -1;
    const int error =
        posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments, environment);
    if (error != 0) throw IoError::FromErrno("cannot be started", program, error);
    return pid;
  }

 private:
  static void Check(int error) {
    if (error != 0) throw IoError::FromErrno("cannot prepare a process", "posix_spawn", error);
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

std::vector<std::string> EnvironmentFor(const SpawnOptions& options) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    const std::string_view name = variable.substr(0, variable.find('='));
    bool replaced = false;
    for (const auto& [ours, value] : options.environment) replaced = replaced || ours == name;
    if (!replaced) result.emplace_back(variable);
  }
  for (const auto& [name, value] : options.environment) result.push_back(name + "=" + value);
  return result;
}

// The form that exec() takes: pointers into `strings`, which must outlive them, and a null.
std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

SpawnedProcess Spawn(const SpawnOptions& options) {
  std::vector<std::string> arguments = {options.program.string()};
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());

  SpawnPlan plan;
  plan.SetAttributes();
  plan.ReadFromNull(STDIN_FILENO);
  Pipe output;
  Pipe error;
  Pipe events;
  if (options.capture_output) {
    output = OpenPipe(options.program);
    error = OpenPipe(options.program);
    plan.Place(output.write_end, STDOUT_FILENO);
    plan.Place(error.write_end, STDERR_FILENO);
  } else {
    plan.Keep(STDOUT_FILENO);
    plan.Keep(STDERR_FILENO);
  }
  if (options.events) {
    events = OpenPipe(options.program);
    plan.Place(events.write_end, kEventsFd);
    arguments.insert(arguments.end(), {"--events-fd", std::to_string(kEventsFd)});
  }
  plan.CloseFrom(options.events ? kEventsFd + 1 : kEventsFd);

  std::vector<std::string> environment = EnvironmentFor(options);
  const pid_t pid =
      plan.Start(options.program, Pointers(arguments).data(), Pointers(environment).data());
  return {.pid = pid,
          .events = std::move(events.read_end),
          .standard_output = std::move(output.read_end),
          .standard_error = std::move(error.read_end)};
}

}  // namespace tidemark::harness
