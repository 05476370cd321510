#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_COMPILED_MODEL_CACHE_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_COMPILED_MODEL_CACHE_H_

#include <filesystem>
#include <string_view>

namespace tidemark::harness::core_ml {

// The place in a cache folder where the compiled form of one package is kept. It depends on what
// the package holds and on the system that compiles it, never on the package's name or place.
class CompiledModelCache {
 public:
  // Reads the package. `system` tells the versions of the system apart. Throws what PackageReader
  // and hashing a file throw.
  CompiledModelCache(const std::filesystem::path& folder, const std::filesystem::path& package,
                     std::string_view system);

  // `<key>.mlmodelc`, whether it is there or not.
  const std::filesystem::path& entry() const { return entry_; }
  bool Has() const { return std::filesystem::is_directory(entry_); }

  // Moves a compiled model, from whatever volume, to its place, where it appears whole or not at
  // all. Where another process was faster, its entry stays. `compiled` is gone afterwards in any
  // case. Throws IoError.
  void Adopt(const std::filesystem::path& compiled) const;

  // Throws IoError.
  void Remove() const;

 private:
  std::filesystem::path entry_;
};

}  // namespace tidemark::harness::core_ml

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_COMPILED_MODEL_CACHE_H_
