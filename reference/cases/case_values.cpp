#include "reference/cases/case_values.h"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>

#include "converter/error.h"

namespace tidemark::reference {
namespace {

class MemoryValues final : public CaseValues {
 public:
  void Append(std::span<const float> values) override {
    values_.insert(values_.end(), values.begin(), values.end());
  }
  uint64_t size() const override { return values_.size(); }
  std::vector<float> Read(uint64_t offset, uint64_t count) const override {
    const auto first = values_.begin() + static_cast<ptrdiff_t>(offset);
    return {first, first + static_cast<ptrdiff_t>(count)};
  }

 private:
  std::vector<float> values_ = {};
};

class FileValues final : public CaseValues {
 public:
  FileValues() {
    std::string name = (std::filesystem::temp_directory_path() / "tidemark-values-XXXXXX").string();
    descriptor_ = mkstemp(name.data());
    if (descriptor_ < 0) throw IoError::FromErrno("cannot make a temporary file", name, errno);
    unlink(name.c_str());
  }
  ~FileValues() override { close(descriptor_); }
  FileValues(const FileValues&) = delete;
  FileValues& operator=(const FileValues&) = delete;

  void Append(std::span<const float> values) override {
    std::span<const std::byte> rest = std::as_bytes(values);
    auto at = static_cast<off_t>(size_ * sizeof(float));
    while (!rest.empty()) {
      const ssize_t written = pwrite(descriptor_, rest.data(), rest.size(), at);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) Fail("cannot write a temporary file", written < 0 ? errno : ENOSPC);
      rest = rest.subspan(static_cast<size_t>(written));
      at += written;
    }
    size_ += values.size();
  }

  uint64_t size() const override { return size_; }

  std::vector<float> Read(uint64_t offset, uint64_t count) const override {
    std::vector<float> values(count);
    std::span<std::byte> rest = std::as_writable_bytes(std::span(values));
    auto at = static_cast<off_t>(offset * sizeof(float));
    while (!rest.empty()) {
      const ssize_t read = pread(descriptor_, rest.data(), rest.size(), at);
      if (read < 0 && errno == EINTR) continue;
      if (read <= 0) Fail("cannot read a temporary file", read < 0 ? errno : EIO);
      rest = rest.subspan(static_cast<size_t>(read));
      at += read;
    }
    return values;
  }

 private:
  [[noreturn]] static void Fail(const std::string& message, int error) {
    throw IoError::FromErrno(message, std::filesystem::temp_directory_path(), error);
  }

  int descriptor_ = -1;
  uint64_t size_ = 0;
};

}  // namespace

std::unique_ptr<CaseValues> MakeCaseValues(Keep keep) {
  if (keep == Keep::kInFile) return std::make_unique<FileValues>();
  return std::make_unique<MemoryValues>();
}

}  // namespace tidemark::reference
