#ifndef TIDEMARK_HARNESS_MEASURE_ARTIFACT_H_
#define TIDEMARK_HARNESS_MEASURE_ARTIFACT_H_

#include <cstdint>
#include <string>

namespace tidemark::harness {

// The package that a run converted the network to.
struct Artifact {
  // Lower-case hexadecimal.
  std::string weight_bin_sha256 = {};
  std::string model_sha256 = {};
  // Of both files together.
  uint64_t bytes = 0;

  friend bool operator==(const Artifact&, const Artifact&) = default;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_ARTIFACT_H_
