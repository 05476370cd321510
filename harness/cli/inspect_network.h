#ifndef TIDEMARK_HARNESS_CLI_INSPECT_NETWORK_H_
#define TIDEMARK_HARNESS_CLI_INSPECT_NETWORK_H_

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "converter/network/network.h"

namespace tidemark::harness {

// How much to tell.
enum class Detail { kTotals, kLayers, kEverything };

// A network file and what it weighs, without ever holding its weights.
struct InspectedNetwork {
  converter::Network network;
  uint64_t file_bytes = 0;
  uint64_t inflated_bytes = 0;
  // Lower-case hexadecimal: of the file as it is stored, and of the inflated bytes.
  std::string file_sha256;
  std::string content_sha256;
};

// Reads the file once for its content and once for its stored bytes. Throws what reading throws.
InspectedNetwork InspectNetwork(const std::filesystem::path& file);

// `{"kind": "tidemark.inspect", "what": "network", ...}`.
nlohmann::json ToJson(const InspectedNetwork& inspected, Detail detail);

// Architecture tree, totals and the table of layers or tensors, for people.
std::string ToText(const InspectedNetwork& inspected, Detail detail);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_INSPECT_NETWORK_H_
