#ifndef TIDEMARK_HARNESS_BACKENDS_BACKEND_KIND_H_
#define TIDEMARK_HARNESS_BACKENDS_BACKEND_KIND_H_

#include <string>
#include <string_view>
#include <vector>

namespace tidemark::harness {

enum class BackendKind { kEigen, kAne, kGpu };

// "eigen", "ane" or "gpu"; ParseBackend throws UsageError that lists them.
std::string_view NameOf(BackendKind backend);
BackendKind ParseBackend(std::string_view name);
std::vector<std::string> BackendNames();

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_BACKEND_KIND_H_
