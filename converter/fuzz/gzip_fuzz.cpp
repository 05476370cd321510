// Network files as they are on disk, converted with and without the levers.

#include <filesystem>
#include <optional>
#include <string>

#include "converter/convert.h"
#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/io/tests/gzip_bytes.h"
#include "converter/network/tests/network_text.h"
#include "converter/testing/fuzz_target.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::testing {
namespace {

using converter::ConvertOptions;
using converter::ConvertResult;
using converter::Encoding;

// Nothing where the file is refused.
std::optional<ConvertResult> Converted(const std::filesystem::path& network,
                                       const std::filesystem::path& package, bool levers) {
  try {
    return converter::Convert(network, package,
                              {.board_x = 5,
                               .board_y = 4,
                               .existing = converter::Existing::kReplace,
                               .sync = converter::Sync::kNo,
                               .layer_streaming = levers,
                               .weight_views = levers,
                               .stream_gzip = levers});
  } catch (const FormatError&) {
    return std::nullopt;
  }
}

// Levers change neither what is refused nor what comes out; and of a refused file nothing is left.
void Read(std::string_view input) {
  static const TempDir folder;
  const auto network = folder.Write("network.bin.gz", input);
  const auto package = folder.path() / "a.mlpackage";
  std::filesystem::remove_all(package);
  const auto with = Converted(network, package, true);
  Promise(std::filesystem::exists(package) == with.has_value(),
          "a refused network left a package, or a converted one none");
  std::filesystem::remove_all(package);
  const auto without = Converted(network, package, false);
  Promise(with.has_value() == without.has_value(), "levers decide whether a network is refused");
  if (!with.has_value()) throw FormatError("refused", {.file = "network.bin.gz"});
  Promise(
      with->model_digest == without->model_digest && with->weight_digest == without->weight_digest,
      "levers change the package");
}

std::string Inflated(std::string_view input) {
  static const TempDir folder;
  try {
    const auto source = converter::OpenStreamed(folder.Write("opened", input));
    return Drain(*source);
  } catch (const Error&) {
    return {};
  }
}

std::string Deflated(std::string_view opened) { return GzipOf(opened); }

std::vector<FuzzSeed> Seeds() {
  std::vector<FuzzSeed> seeds;
  for (const char* const name : {"tinyconv-v8", "tinyconv-v15", "tinynbt-v15-meta", "tinytf-v17"}) {
    const std::string binary = TinyFile(name, Encoding::kBinary);
    seeds.push_back({std::string(name) + ".bin.gz", GzipOf(binary)});
    seeds.push_back({std::string(name) + ".named.gz", WithFileName(GzipOf(binary, 9), "net.bin")});
  }
  seeds.push_back({"text.txt.gz", GzipOf(TinyFile("tinyconv-v11", Encoding::kText))});
  return seeds;
}

}  // namespace

FuzzTarget ThisFuzzTarget() {
  return {.name = "gzip",
          .folder = "converter/fuzz",
          .read = Read,
          .seeds = Seeds,
          .open = Inflated,
          .close = Deflated};
}

}  // namespace tidemark::testing
