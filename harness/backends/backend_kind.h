#ifndef TIDEMARK_HARNESS_BACKENDS_BACKEND_KIND_H_
#define TIDEMARK_HARNESS_BACKENDS_BACKEND_KIND_H_

#include <string_view>

namespace tidemark::harness {

enum class BackendKind { kEigen, kAne };

// "eigen" or "ane"; ParseBackend throws UsageError that lists them.
std::string_view NameOf(BackendKind backend);
BackendKind ParseBackend(std::string_view name);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_BACKEND_KIND_H_
