#include "harness/backends/ane/program.h"

#include <set>
#include <span>

#include "harness/memory/heap_use.h"

namespace tidemark::harness::ane {
namespace {

const Value* Find(const std::deque<Value>& values, const std::vector<ValueId>& ids,
                  const std::string& name) {
  for (const ValueId id : ids) {
    if (values[id].name == name) return &values[id];
  }
  return nullptr;
}

}  // namespace

const Value* Program::FindInput(const std::string& name) const {
  return Find(values, inputs, name);
}

const Value* Program::FindOutput(const std::string& name) const {
  return Find(values, outputs, name);
}

uint64_t Program::ConstantBytes(bool mapped) const {
  std::set<const void*> counted;
  uint64_t bytes = 0;
  for (const Value& value : values) {
    if (value.constant == nullptr || value.constant->mapping.empty() == mapped) continue;
    if (counted.insert(value.constant->owner.get()).second) bytes += value.constant->owner_bytes;
  }
  return bytes;
}

std::optional<uint64_t> Program::ResidentMappedBytes() const {
  std::set<const void*> counted;
  uint64_t bytes = 0;
  for (const Value& value : values) {
    if (value.constant == nullptr || value.constant->mapping.empty()) continue;
    const std::span<const std::byte> mapping = value.constant->mapping;
    if (!counted.insert(mapping.data()).second) continue;
    const std::optional<uint64_t> resident = ResidentBytes(mapping.data(), mapping.size());
    if (!resident.has_value()) return std::nullopt;
    bytes += *resident;
  }
  return bytes;
}

}  // namespace tidemark::harness::ane
