#include "harness/measure/accountant.h"

#include "harness/engine/context.h"
#include "harness/memory/heap_use.h"

namespace tidemark::harness {

converter::Owners Accountant::Account(const converter::Owners& told) const {
  converter::Owners owners = With(standing_, told);
  owners["allocator slack"] = AllocatorSlackBytes().value_or(0);
  const std::optional<uint64_t> files = probe_.Read(ReadCost::kCheap).file_bytes;
  if (files.has_value() && floor_file_bytes_.has_value()) {
    const uint64_t others = *floor_file_bytes_ + owners["package map"];
    owners["program"] = *files > others ? *files - others : 0;
  }
  return owners;
}

std::vector<Owner> ListOf(const converter::Owners& owners) {
  std::vector<Owner> list;
  for (const auto& [name, bytes] : owners) {
    if (bytes > 0) list.push_back({.name = name, .bytes = bytes});
  }
  return list;
}

}  // namespace tidemark::harness
