#include "harness/backends/gpu/program_store.h"

#include <cstdint>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/read_file.h"
#include "converter/io/sha256.h"

namespace tidemark::harness::gpu {
namespace {

constexpr uint64_t kLargestProgram = uint64_t{256} << 20;

std::string HashOf(std::string_view text) {
  converter::Sha256 hash;
  hash.Update(text);
  return converter::ToHex(hash.Finish());
}

}  // namespace

std::filesystem::path ProgramStore::FileOf(std::string_view key) const {
  return folder_ / (HashOf(key) + ".clbin");
}

std::optional<std::string> ProgramStore::Find(std::string_view key) {
  const std::filesystem::path file = FileOf(key);
  std::string text;
  try {
    text = converter::ReadWholeFile(file, kLargestProgram);
  } catch (const Error&) {
    return std::nullopt;
  }
  const size_t end = text.find('\n');
  if (end == std::string::npos) return std::nullopt;
  std::string program = text.substr(end + 1);
  if (text.substr(0, end) != HashOf(program)) return std::nullopt;
  return program;
}

void ProgramStore::Keep(std::string_view key, std::string_view program) {
  try {
    converter::WriteFileAtomically(FileOf(key), HashOf(program) + "\n" + std::string(program),
                                   converter::Existing::kReplace);
  } catch (const Error&) {
    // A full disk only means to compile again.
  }
}

}  // namespace tidemark::harness::gpu
