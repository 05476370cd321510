// Network files as they are inside gzip, binary and text.

#include "converter/network/tests/network_text.h"
#include "converter/testing/fuzz_target.h"

namespace tidemark::testing {
namespace {

using converter::Encoding;

// What is read can be written, and is the same network then.
void Read(std::string_view input) {
  const TinyNetwork first = Parse(input);
  const std::string written = Encoded(first.network, ValuesOf(first.weights), Encoding::kBinary);
  const TinyNetwork second = Parse(written);
  Promise(Encoded(second.network, ValuesOf(second.weights), Encoding::kBinary) == written,
          "a network that was written reads back as another");
}

std::vector<FuzzSeed> Seeds() {
  std::vector<FuzzSeed> seeds;
  for (const std::string_view name : kTinyNetworks) {
    seeds.push_back({std::string(name) + ".bin", TinyFile(name, Encoding::kBinary)});
    seeds.push_back({std::string(name) + ".txt", TinyFile(name, Encoding::kText)});
  }
  return seeds;
}

}  // namespace

FuzzTarget ThisFuzzTarget() {
  return {.name = "network", .folder = "converter/network/fuzz", .read = Read, .seeds = Seeds};
}

}  // namespace tidemark::testing
