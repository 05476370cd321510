#include "harness/backends/backend_kind.h"

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

constexpr BackendKind kBackends[] = {BackendKind::kEigen, BackendKind::kAne, BackendKind::kGpu};

}  // namespace

std::string_view NameOf(BackendKind backend) {
  switch (backend) {
    case BackendKind::kEigen:
      return "eigen";
    case BackendKind::kAne:
      return "ane";
    case BackendKind::kGpu:
      return "gpu";
  }
  return "";
}

BackendKind ParseBackend(std::string_view name) {
  std::string known;
  for (const BackendKind kind : kBackends) {
    if (NameOf(kind) == name) return kind;
    known += (known.empty() ? "" : ", ") + std::string(NameOf(kind));
  }
  throw UsageError("unknown backend " + converter::Quoted(name) + "; known are " + known);
}

std::vector<std::string> BackendNames() {
  std::vector<std::string> names;
  for (const BackendKind kind : kBackends) names.emplace_back(NameOf(kind));
  return names;
}

}  // namespace tidemark::harness
