#include "harness/memory/self_executable.h"

#include <string>
#include <system_error>

#include "converter/error.h"

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace tidemark::harness {

std::filesystem::path SelfExecutable() {
#if defined(__APPLE__)
  uint32_t size = 0;
  _NSGetExecutablePath(nullptr, &size);
  std::string path(size, '\0');
  if (_NSGetExecutablePath(path.data(), &size) != 0) {
    throw IoError("cannot find the program that runs here");
  }
  return std::filesystem::path(path.c_str());
#else
  // The name looks better in a list of processes, as long as it still stands for this program.
  const std::filesystem::path link = "/proc/self/exe";
  std::error_code error;
  const std::filesystem::path name = std::filesystem::read_symlink(link, error);
  return !error && std::filesystem::equivalent(name, link, error) && !error ? name : link;
#endif
}

std::filesystem::path InstalledFile(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path program = SelfExecutable();
  // The program behind its links, as far as that can be told.
  const std::filesystem::path found = std::filesystem::canonical(program, error);
  const std::filesystem::path folder = (error ? program : found).parent_path();
  return (folder / ".." / path).lexically_normal();
}

}  // namespace tidemark::harness
