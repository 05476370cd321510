#ifndef TIDEMARK_HARNESS_MEASURE_ARTIFACT_H_
#define TIDEMARK_HARNESS_MEASURE_ARTIFACT_H_

#include <cstdint>
#include <string>
#include <vector>

namespace tidemark::harness {

// A table of a package that is computed: no network file holds it.
struct DerivedTable {
  // "rotary cosines", ...
  std::string what = {};
  // The layer it is made for; empty if several blocks share it.
  std::string layer = {};
  uint64_t bytes = 0;
  // What it would take if every block had its own.
  uint64_t unshared_bytes = 0;

  friend bool operator==(const DerivedTable&, const DerivedTable&) = default;
};

// The package that a run converted the network to.
struct Artifact {
  // Lower-case hexadecimal.
  std::string weight_bin_sha256 = {};
  std::string model_sha256 = {};
  // Of both files together.
  uint64_t bytes = 0;
  std::vector<DerivedTable> derived = {};
  // "half", "mixed" or "full": what the network made of the precision that was asked for. Empty in
  // reports of versions that knew no tiers.
  std::string tier = {};

  // The same files.
  friend bool operator==(const Artifact& a, const Artifact& b) {
    return a.weight_bin_sha256 == b.weight_bin_sha256 && a.model_sha256 == b.model_sha256 &&
           a.bytes == b.bytes;
  }
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_ARTIFACT_H_
