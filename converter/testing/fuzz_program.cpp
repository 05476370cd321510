// The program of a fuzz target around libFuzzer.
//
//   <name>_fuzz --write-seeds FOLDER     writes the target's seeds there, one a file
//   <name>_fuzz [libFuzzer argument...]  fuzzes

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "converter/error.h"
#include "converter/testing/fuzz_target.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace tidemark::testing {
namespace {

std::string_view Text(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

void WriteSeeds(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const FuzzSeed& seed : ThisFuzzTarget().seeds()) {
    std::ofstream file(folder / seed.name, std::ios::binary);
    file.write(seed.input.data(), static_cast<std::streamsize>(seed.input.size()));
    if (!file.flush()) {
      std::fprintf(stderr, "%s: cannot be written\n", (folder / seed.name).c_str());
      std::exit(2);
    }
  }
}

// Mutates what is behind the input's outer form, half of the time; 0 where it was not done.
size_t MutateOpened(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  const FuzzTarget target = ThisFuzzTarget();
  if (target.open == nullptr || seed % 2 == 0) return 0;
  std::string opened = target.open(Text(data, size));
  if (opened.empty()) return 0;
  const size_t length = opened.size();
  const size_t room = std::max(length * 2, max_size);
  opened.resize(room);
  opened.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(opened.data()), length, room));
  const std::string closed = target.close(opened);
  if (closed.size() > max_size) return 0;
  std::memcpy(data, closed.data(), closed.size());
  return closed.size();
}

}  // namespace
}  // namespace tidemark::testing

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  if (*argc == 3 && std::strcmp((*argv)[1], "--write-seeds") == 0) {
    tidemark::testing::WriteSeeds((*argv)[2]);
    std::exit(0);
  }
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  const size_t mutated = tidemark::testing::MutateOpened(data, size, max_size, seed);
  return mutated != 0 ? mutated : LLVMFuzzerMutate(data, size, max_size);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const tidemark::testing::FuzzTarget target = tidemark::testing::ThisFuzzTarget();
  try {
    target.read(tidemark::testing::Text(data, size));
  } catch (const tidemark::Error&) {
  }
  return 0;
}
