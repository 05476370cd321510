#ifndef TIDEMARK_CONVERTER_TESTING_NETWORK_FILE_H_
#define TIDEMARK_CONVERTER_TESTING_NETWORK_FILE_H_

// For tests only: tiny networks as files, uncompressed.

#include <filesystem>
#include <string_view>

#include "converter/io/atomic_file.h"
#include "converter/network/network_writer.h"
#include "converter/testing/temp_dir.h"
#include "converter/testing/tiny_networks.h"

namespace tidemark::testing {

inline std::filesystem::path WriteNetworkFile(
    const std::filesystem::path& file, const TinyNetwork& tiny,
    converter::Encoding encoding = converter::Encoding::kBinary) {
  const auto sink = converter::AtomicFile(file, converter::Existing::kRefuse);
  converter::WriteNetwork(tiny.network, ValuesOf(tiny.weights), encoding, *sink);
  sink->Finish();
  return file;
}

// One of kTinyNetworks, as `net.bin` in a folder.
inline std::filesystem::path WriteTinyFile(const TempDir& folder,
                                           std::string_view name = "tinynbt-v15-meta") {
  return WriteNetworkFile(folder.path() / "net.bin", MakeTinyNetwork(name));
}

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_TESTING_NETWORK_FILE_H_
