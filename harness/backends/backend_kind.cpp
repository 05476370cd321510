#include "harness/backends/backend_kind.h"

#include <string>

#include "converter/error.h"
#include "converter/io/printable_text.h"

namespace tidemark::harness {

std::string_view NameOf(BackendKind backend) {
  return backend == BackendKind::kEigen ? "eigen" : "ane";
}

BackendKind ParseBackend(std::string_view name) {
  for (const BackendKind kind : {BackendKind::kEigen, BackendKind::kAne}) {
    if (NameOf(kind) == name) return kind;
  }
  throw UsageError("unknown backend " + converter::Quoted(name) + "; known are eigen, ane");
}

}  // namespace tidemark::harness
