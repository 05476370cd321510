#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_WEIGHT_STORE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_WEIGHT_STORE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "converter/package/package_reader.h"
#include "harness/backends/ane/constant.h"

namespace tidemark::harness::ane {

// A weight file larger than any network's is not read.
inline constexpr uint64_t kLargestWeightFileBytes = uint64_t{16} << 30;

// The weight files of a package, each read into the heap, or mapped, when a constant first names
// it.
class WeightStore {
 public:
  // `package` must outlive the store.
  WeightStore(const converter::PackageReader& package, bool map) : package_(package), map_(map) {}

  // The constant whose record lies at `offset` of `file`, a name as a program has it. It keeps the
  // file's bytes alive, and is of them. Throws FormatError when there is no record, or it does not
  // hold `count` elements of that type; IoError when the file cannot be read.
  ConstantPtr Read(const std::string& file, uint64_t offset, ElementType element, size_t count);

 private:
  struct File;

  const converter::PackageReader& package_;
  bool map_;
  std::map<std::string, std::shared_ptr<const File>> files_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_WEIGHT_STORE_H_
