#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_PROGRAM_STORE_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_PROGRAM_STORE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "harness/backends/gpu/gpu_module.h"

namespace tidemark::harness::gpu {

// Compiled programs in a folder, each in a file of its own named by the hash of its key. A file
// begins with the hash of what follows, so that a damaged one is not found.
class ProgramStore final : public ProgramCache {
 public:
  explicit ProgramStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::optional<std::string> Find(std::string_view key) override;
  void Keep(std::string_view key, std::string_view program) override;

 private:
  std::filesystem::path FileOf(std::string_view key) const;

  std::filesystem::path folder_;
};

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_PROGRAM_STORE_H_
