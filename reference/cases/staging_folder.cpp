#include "reference/cases/staging_folder.h"

#include <system_error>
#include <utility>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

namespace fs = std::filesystem;

void ThrowOn(const std::error_code& error, const std::string& message, const fs::path& file) {
  if (error) throw IoError::FromErrno(message, file, error.value());
}

}  // namespace

StagingFolder::StagingFolder(const fs::path& directory, std::vector<std::string> files,
                             converter::Existing existing)
    : directory_(directory), files_(std::move(files)), existing_(existing) {
  RefuseExisting();
  std::error_code error;
  made_directory_ = fs::create_directory(directory_, error);
  ThrowOn(error, "cannot make the folder", directory_);
  staging_ =
      converter::MakeTemporarySibling(directory_ / files_[0], claim_, [&](const fs::path& name) {
        if (fs::create_directory(name, error)) return;
        if (made_directory_) fs::remove(directory_);
        ThrowOn(error, "cannot make a temporary folder", directory_);
      });
}

StagingFolder::~StagingFolder() {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
  // Removes it only if it is empty.
  if (made_directory_ && !published_) fs::remove(directory_, ignored);
}

std::unique_ptr<converter::ByteSink> StagingFolder::Open(std::string_view file) const {
  return converter::AtomicFile(staging_ / file, converter::Existing::kRefuse);
}

void StagingFolder::Publish() {
  RefuseExisting();
  std::error_code error;
  fs::remove(directory_ / files_[0], error);
  ThrowOn(error, "cannot replace", directory_ / files_[0]);
  for (auto file = files_.rbegin(); file != files_.rend(); ++file) {
    fs::rename(staging_ / *file, directory_ / *file, error);
    if (error) {
      std::error_code ignored;
      for (auto moved = files_.rbegin(); moved != file; ++moved) {
        fs::remove(directory_ / *moved, ignored);
      }
    }
    ThrowOn(error, "cannot publish", directory_ / *file);
  }
  published_ = true;
  converter::SyncDirectory(directory_);
  fs::remove(staging_, error);
  ThrowOn(error, "cannot remove a temporary folder", staging_);
}

void StagingFolder::RefuseExisting() const {
  if (existing_ == converter::Existing::kReplace) return;
  for (const std::string& file : files_) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(directory_ / file, ignored))) {
      throw UsageError("already exists, and replacing it was not asked for",
                       {.file = (directory_ / file).string()});
    }
  }
}

}  // namespace tidemark::reference
