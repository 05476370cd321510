#include "harness/backends/coreml/compiled_model_cache.h"

#include <system_error>
#include <utility>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/hex.h"
#include "converter/io/sha256.h"
#include "converter/package/package_reader.h"

namespace tidemark::harness::core_ml {
namespace {

namespace fs = std::filesystem;

std::string KeyOf(const fs::path& package, std::string_view system) {
  const converter::PackageReader reader(package);
  converter::Sha256 key;
  key.Update(converter::ToHex(converter::Sha256OfFile(reader.model_file())));
  key.Update(converter::ToHex(
      converter::Sha256OfFile(reader.WeightFile("@model_path/weights/weight.bin"))));
  key.Update(system);
  return converter::ToHex(key.Finish());
}

class Removed {
 public:
  explicit Removed(fs::path path) : path_(std::move(path)) {}
  ~Removed() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Removed(const Removed&) = delete;
  Removed& operator=(const Removed&) = delete;

 private:
  fs::path path_;
};

}  // namespace

CompiledModelCache::CompiledModelCache(const fs::path& folder, const fs::path& package,
                                       std::string_view system)
    : entry_(folder / (KeyOf(package, system) + ".mlmodelc")) {}

void CompiledModelCache::Adopt(const fs::path& compiled) const {
  const fs::path sibling = converter::TemporarySibling(entry_);
  const Removed source(compiled);
  const Removed leftover(sibling);
  std::error_code error;
  fs::rename(compiled, sibling, error);
  if (error == std::errc::cross_device_link) {
    error.clear();
    fs::copy(compiled, sibling, fs::copy_options::recursive, error);
  }
  if (error) throw IoError::FromErrno("cannot keep the compiled model", sibling, error.value());
  fs::rename(sibling, entry_, error);
  if (error && !Has()) {
    throw IoError::FromErrno("cannot keep the compiled model", entry_, error.value());
  }
}

void CompiledModelCache::Remove() const {
  std::error_code error;
  fs::remove_all(entry_, error);
  if (error) {
    throw IoError::FromErrno("cannot remove the compiled model", entry_, error.value());
  }
}

}  // namespace tidemark::harness::core_ml
