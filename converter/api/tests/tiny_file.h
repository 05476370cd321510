#ifndef TIDEMARK_CONVERTER_API_TESTS_TINY_FILE_H_
#define TIDEMARK_CONVERTER_API_TESTS_TINY_FILE_H_

// For tests only: a network file to convert, and packages to compare.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "converter/io/atomic_file.h"
#include "converter/network/network_writer.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::testing {

// Writes a tiny network to `net.bin` in a folder.
inline std::filesystem::path WriteTinyFile(const TempDir& folder,
                                           std::string_view name = "tinynbt-v15-meta") {
  const TinyNetwork tiny = MakeTinyNetwork(name);
  const std::filesystem::path file = folder.path() / "net.bin";
  const auto sink = converter::AtomicFile(file, converter::Existing::kRefuse);
  converter::WriteNetwork(tiny.network, ValuesOf(tiny.weights), converter::Encoding::kBinary,
                          *sink);
  sink->Finish();
  return file;
}

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

#endif  // TIDEMARK_CONVERTER_API_TESTS_TINY_FILE_H_
