#ifndef TIDEMARK_CONVERTER_TESTING_FILES_BELOW_H_
#define TIDEMARK_CONVERTER_TESTING_FILES_BELOW_H_

// For tests only: what is in a folder, to be compared.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace tidemark::testing {

// The bytes of all files below a folder, by their path in it.
inline std::map<std::string, std::string> FilesBelow(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().lexically_relative(folder).string()] =
        std::string(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_FILES_BELOW_H_
