#include "harness/backends/backend_kind.h"

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

constexpr BackendKind kBackends[] = {BackendKind::kEigen, BackendKind::kAne};

}  // namespace

std::string_view NameOf(BackendKind backend) {
  return backend == BackendKind::kEigen ? "eigen" : "ane";
}

BackendKind ParseBackend(std::string_view name) {
  for (const BackendKind kind : kBackends) {
    if (NameOf(kind) == name) return kind;
  }
  throw UsageError("unknown backend " + converter::Quoted(name) + "; known are eigen, ane");
}

std::vector<std::string> BackendNames() {
  std::vector<std::string> names;
  for (const BackendKind kind : kBackends) names.emplace_back(NameOf(kind));
  return names;
}

}  // namespace tidemark::harness
