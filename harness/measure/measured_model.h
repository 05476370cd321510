#ifndef TIDEMARK_HARNESS_MEASURE_MEASURED_MODEL_H_
#define TIDEMARK_HARNESS_MEASURE_MEASURED_MODEL_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "converter/network/network.h"
#include "harness/scenario/scenario.h"

namespace tidemark::harness {

// The network of a scenario, on disk, and what is known of it without holding it.
struct MeasuredModel {
  std::filesystem::path file = {};
  bool synthetic = false;
  std::string name = {};
  int format_version = 0;
  // Of the file as it is stored, and of its inflated bytes: the network's identity.
  std::string file_sha256 = {};
  std::string content_sha256 = {};
  uint64_t file_bytes = 0;
  uint64_t inflated_bytes = 0;
  uint64_t parameters = 0;
  int blocks = 0;
  int trunk_channels = 0;
  bool needs_metadata = false;
  converter::PostProcess post_process = {};
};

// Finds the network, or makes it in the cache if it is synthetic and was not made yet, and inspects
// it; both in processes of their own. Throws what they fail with.
MeasuredModel PrepareModel(const ModelSource& source);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_MEASURED_MODEL_H_
