#include "converter/package/package_writer.h"

#include <span>
#include <string>
#include <system_error>

#include "converter/error.h"
#include "converter/io/output_file.h"
#include "converter/package/manifest.h"
#include "converter/package/publish_directory.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;

void CreateDirectory(const fs::path& directory, const fs::path& package) {
  std::error_code error;
  if (!fs::create_directory(directory, error)) {
    throw IoError::FromErrno("cannot create a temporary directory beside it", package,
                             error ? error.value() : EEXIST);
  }
}

fs::path WithoutTrailingSlash(const fs::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

}  // namespace

PackageWriter::PackageWriter(const fs::path& package, Existing existing, Sync sync)
    : target_(WithoutTrailingSlash(package)), existing_(existing), sync_(sync) {
  if (target_.extension() != ".mlpackage") {
    throw UsageError("the name of a package must end in .mlpackage", {.file = package.string()});
  }
  Replaces();
  temporary_ = MakeTemporarySibling(
      target_, claim_, [this](const fs::path& name) { CreateDirectory(name, target_); });
  try {
    const fs::path items = model_file().parent_path();
    CreateDirectory(items.parent_path(), target_);
    CreateDirectory(items, target_);
    CreateDirectory(weight_file().parent_path(), target_);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
    throw;
  }
}

PackageWriter::~PackageWriter() {
  if (temporary_.empty()) return;
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
}

fs::path PackageWriter::model_file() const { return temporary_ / "Data" / kModelItemPath; }

fs::path PackageWriter::weight_file() const {
  return temporary_ / "Data" / kWeightsItemPath / "weight.bin";
}

fs::path PackageWriter::PublishedName(const fs::path& file) const {
  const fs::path inside = file.lexically_relative(temporary_);
  return inside.empty() || inside.begin()->string() == ".." ? file : target_ / inside;
}

void PackageWriter::Publish(const ContentDigest& model, const ContentDigest& weights) {
  const std::string text = ManifestText(model, weights);
  OutputFile manifest(temporary_ / "Manifest.json");
  manifest.Write(std::as_bytes(std::span(text)));
  manifest.Close(sync_);
  if (sync_ == Sync::kYes) {
    fs::path directory = weight_file().parent_path();
    for (; directory != temporary_; directory = directory.parent_path()) SyncDirectory(directory);
    SyncDirectory(temporary_);
  }

  // What is there may come or go between a look and the rename, by another writer.
  while (!(Replaces() ? PublishInstead(temporary_, target_) : PublishNew(temporary_, target_))) {
  }
  temporary_.clear();
  if (sync_ == Sync::kNo) return;
  SyncDirectory(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
}

bool PackageWriter::Replaces() const {
  std::error_code ignored;
  const fs::file_status status = fs::symlink_status(target_, ignored);
  if (!fs::exists(status)) return false;
  if (existing_ == Existing::kRefuse) {
    throw UsageError("already exists, and replacing it was not asked for",
                     {.file = target_.string()});
  }
  const bool is_package = fs::is_directory(status) &&
                          fs::is_regular_file(target_ / "Manifest.json", ignored) &&
                          fs::is_directory(target_ / "Data", ignored);
  if (!is_package) {
    throw UsageError("exists and is not a Core ML package, so it is not replaced",
                     {.file = target_.string()});
  }
  return true;
}

}  // namespace tidemark::converter
