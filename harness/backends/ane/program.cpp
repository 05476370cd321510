#include "harness/backends/ane/program.h"

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

}  // namespace tidemark::harness::ane
