#ifndef TIDEMARK_HARNESS_MEASURE_MODEL_FACTS_H_
#define TIDEMARK_HARNESS_MEASURE_MODEL_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/measure/layer_facts.h"

namespace tidemark::harness {

// The network that was measured.
struct ModelFacts {
  std::string name = {};
  int format_version = 0;
  // Of the file, and of the bytes it inflates to: the latter are the network's identity. Lower-case
  // hexadecimal.
  std::string file_sha256 = {};
  std::string content_sha256 = {};
  uint64_t file_bytes = 0;
  uint64_t inflated_bytes = 0;
  uint64_t parameters = 0;
  int blocks = 0;
  int trunk_channels = 0;
  bool synthetic = false;
  // In file order. Absent in reports made before they were recorded.
  std::optional<std::vector<LayerFacts>> layers = {};
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_MODEL_FACTS_H_
