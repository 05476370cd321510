#ifndef TIDEMARK_HARNESS_CLI_INSPECT_PACKAGE_H_
#define TIDEMARK_HARNESS_CLI_INSPECT_PACKAGE_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "harness/cli/inspect_network.h"

namespace tidemark::harness {

// Is `path` to be read as a package, not as a network file? A directory is.
bool IsPackage(const std::filesystem::path& path);

// A Core ML package: what its description and program say, and what is stored.
struct InspectedPackage {
  struct Feature {
    std::string name = {};
    std::string type = {};
    std::vector<int64_t> shape = {};
    // Lower and upper bound of each dimension, if the shape is a range.
    std::vector<std::pair<int64_t, int64_t>> range = {};
  };
  struct Weight {
    std::string name = {};
    std::string type = {};
    std::vector<uint64_t> shape = {};
    uint64_t offset = 0;
    uint64_t bytes = 0;
  };
  int specification_version = 0;
  std::string opset = {};
  std::vector<Feature> inputs;
  std::vector<Feature> outputs;
  std::map<std::string, std::string> metadata;
  std::map<std::string, uint64_t> operations;
  std::vector<Weight> weights;
  uint64_t model_bytes = 0;
  uint64_t weight_bytes = 0;
  std::string model_sha256 = {};
  std::string weight_sha256 = {};
};

// Reads the package. Throws FormatError for a package that is not well formed.
InspectedPackage InspectPackage(const std::filesystem::path& package);

// `{"kind": "tidemark.inspect", "what": "package", ...}`.
nlohmann::json ToJson(const InspectedPackage& inspected, Detail detail);

// The same for people.
std::string ToText(const InspectedPackage& inspected, Detail detail);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_INSPECT_PACKAGE_H_
