#ifndef TIDEMARK_HARNESS_MEMORY_SELF_EXECUTABLE_H_
#define TIDEMARK_HARNESS_MEMORY_SELF_EXECUTABLE_H_

#include <filesystem>

namespace tidemark::harness {

// The program that runs here, for spawning it again. It stays the same program even when its file
// is replaced meanwhile (Linux). Throws IoError when the system does not tell.
std::filesystem::path SelfExecutable();

// A file that is installed with the program, by its path from the folder above the program's own:
// "share/tidemark/report_page.html". It need not be there.
std::filesystem::path InstalledFile(const std::filesystem::path& path);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEMORY_SELF_EXECUTABLE_H_
