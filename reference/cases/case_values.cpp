#include "reference/cases/case_values.h"

#include <cstddef>

#include "converter/io/scratch_file.h"

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
  void Append(std::span<const float> values) override { file_.Append(std::as_bytes(values)); }
  uint64_t size() const override { return file_.size() / sizeof(float); }
  std::vector<float> Read(uint64_t offset, uint64_t count) const override {
    std::vector<float> values(count);
    file_.Read(offset * sizeof(float), std::as_writable_bytes(std::span(values)));
    return values;
  }

 private:
  converter::ScratchFile file_ = {};
};

}  // namespace

std::unique_ptr<CaseValues> MakeCaseValues(Keep keep) {
  if (keep == Keep::kInFile) return std::make_unique<FileValues>();
  return std::make_unique<MemoryValues>();
}

}  // namespace tidemark::reference
