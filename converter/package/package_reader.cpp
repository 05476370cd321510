#include "converter/package/package_reader.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "converter/io/read_file.h"
#include "converter/package/manifest.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kModelPath = "@model_path/";

}  // namespace

PackageReader::PackageReader(const fs::path& package) : package_(package) {
  std::error_code error;
  root_ = fs::canonical(package, error);
  if (error) throw IoError::FromErrno("cannot open", package, error.value());
  if (!fs::is_directory(root_, error)) {
    throw FormatError("not a Core ML package: expected a directory", {.file = package.string()});
  }
  constexpr const char* kManifest = "Manifest.json";
  const fs::path manifest = package / kManifest;
  if (!fs::exists(fs::symlink_status(manifest, error))) {
    throw IoError::FromErrno("cannot open", manifest, error ? error.value() : ENOENT);
  }
  const std::string text = ReadWholeFile(FileInside(root_, kManifest), kLargestManifestBytes);
  model_file_ = FileInside(root_ / "Data", RootModelPath(text, manifest.string()));
}

std::string PackageReader::ReadModel() const {
  return ReadWholeFile(model_file_, kLargestModelBytes);
}

fs::path PackageReader::WeightFile(std::string_view reference) const {
  if (!reference.starts_with(kModelPath)) {
    throw FormatError("a weight file is called " + Quoted(reference) +
                          ", expected a name that starts with " + std::string(kModelPath),
                      {.file = model_file_.string()});
  }
  return FileInside(model_file_.parent_path(), reference.substr(kModelPath.size()));
}

fs::path PackageReader::FileInside(const fs::path& folder, std::string_view relative) const {
  const auto fail = [&](const std::string& what) {
    return FormatError(Quoted(relative) + " " + what, {.file = package_.string()});
  };
  if (!IsPlainRelativePath(relative)) throw fail("leads out of the package");
  std::error_code error;
  const fs::path file = fs::canonical(folder / relative, error);
  if (error) throw fail("is missing from the package");
  const auto [mismatch, unused] =
      std::mismatch(root_.begin(), root_.end(), file.begin(), file.end());
  if (mismatch != root_.end()) throw fail("leads out of the package");
  if (!fs::is_regular_file(file, error)) throw fail("is not a file");
  return file;
}

}  // namespace tidemark::converter
