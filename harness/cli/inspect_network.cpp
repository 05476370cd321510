#include "harness/cli/inspect_network.h"

#include <string_view>
#include <vector>

#include "converter/io/byte_source.h"
#include "converter/io/hashing_source.h"
#include "converter/io/sha256.h"
#include "converter/network/network_reader.h"
#include "converter/network/weight_sink.h"
#include "harness/cli/architecture_tree.h"
#include "harness/cli/network_facts.h"
#include "harness/cli/network_layers.h"
#include "harness/cli/text.h"

namespace tidemark::harness {
namespace {

std::string_view RoleName(converter::TensorRole role) {
  using enum converter::TensorRole;
  switch (role) {
    case kConvolution:
      return "convolution";
    case kMatMul:
      return "matmul";
    case kAttentionOutput:
      return "attention output";
    case kLinear:
      return "linear";
    case kBias:
      return "bias";
    case kBatchNormMean:
      return "batch norm mean";
    case kBatchNormVariance:
      return "batch norm variance";
    case kBatchNormScale:
      return "batch norm scale";
    case kBatchNormBias:
      return "batch norm bias";
    case kRopeFrequencies:
      return "rotary frequencies";
    case kPointNorm:
      return "norm weight";
    case kNormGamma:
      return "norm gamma";
    case kNormBeta:
      return "norm beta";
    case kTable:
      return "table";
  }
  return "";
}

std::string ShapeText(const std::vector<uint64_t>& shape) {
  std::string text;
  for (const uint64_t size : shape) text += (text.empty() ? "" : "x") + std::to_string(size);
  return text;
}

std::string LayerTable(const converter::Network& network) {
  std::vector<std::vector<std::string>> rows = {{"LAYER", "KIND", "PARAMETERS", "BYTES"}};
  for (const LayerFacts& layer : LayersOf(network)) {
    rows.push_back(
        {layer.name, layer.kind, WithCommas(layer.parameters), WithCommas(layer.stored_bytes)});
  }
  return FormatTable(rows, {false, false, true, true});
}

}  // namespace

InspectedNetwork InspectNetwork(const std::filesystem::path& file) {
  converter::HashingSource source(converter::OpenStreamed(file));
  converter::DiscardSink sink;
  InspectedNetwork inspected;
  inspected.network = converter::ReadNetwork(source, sink);
  inspected.inflated_bytes = source.offset();
  inspected.content_sha256 = converter::ToHex(source.Digest());
  inspected.file_sha256 = converter::ToHex(converter::Sha256OfFile(file));
  inspected.file_bytes = std::filesystem::file_size(file);
  return inspected;
}

nlohmann::json ToJson(const InspectedNetwork& inspected, Detail detail) {
  const converter::Network& network = inspected.network;
  const NetworkFacts facts = FactsOf(network);
  const converter::PostProcess& post = network.post_process;
  nlohmann::json json = {{"kind", "tidemark.inspect"},
                         {"what", "network"},
                         {"name", network.name},
                         {"format_version", network.version},
                         {"file_bytes", inspected.file_bytes},
                         {"file_sha256", inspected.file_sha256},
                         {"inflated_bytes", inspected.inflated_bytes},
                         {"content_sha256", inspected.content_sha256},
                         {"parameters", facts.parameters},
                         {"floats", facts.floats},
                         {"arrays", facts.tensors},
                         {"largest_tensor_bytes", facts.largest_tensor_bytes},
                         {"blocks", network.trunk.blocks.size()},
                         {"trunk_channels", network.trunk.channels},
                         {"policy_channels", network.policy_head.channels()},
                         {"score_channels", network.value_head.score_channels()},
                         {"metadata_encoder_version", network.metadata_encoder_version},
                         {"pass_alive_suicide", network.pass_alive_suicide},
                         {"post_process",
                          {{"td_score", post.td_score},
                           {"score_mean", post.score_mean},
                           {"score_stdev", post.score_stdev},
                           {"lead", post.lead},
                           {"variance_time", post.variance_time},
                           {"shortterm_value_error", post.shortterm_value_error},
                           {"shortterm_score_error", post.shortterm_score_error}}}};
  if (detail == Detail::kTotals) return json;
  json["layers"] = nlohmann::json::array();
  for (const LayerFacts& layer : LayersOf(network)) {
    json["layers"].push_back({{"name", layer.name},
                              {"kind", layer.kind},
                              {"parameters", layer.parameters},
                              {"stored_bytes", layer.stored_bytes}});
  }
  if (detail == Detail::kLayers) return json;
  json["tree"] = ArchitectureTree(network);
  json["tensors"] = nlohmann::json::array();
  for (const converter::TensorSpec& tensor : network.tensors) {
    json["tensors"].push_back({{"layer", tensor.layer},
                               {"role", RoleName(tensor.role)},
                               {"shape", tensor.shape},
                               {"bytes", 4 * tensor.count()}});
  }
  return json;
}

std::string ToText(const InspectedNetwork& inspected, Detail detail) {
  const converter::Network& network = inspected.network;
  const NetworkFacts facts = FactsOf(network);
  std::string text = network.name + ", format version " + std::to_string(network.version) + "\n";
  for (const std::string& line : ArchitectureTree(network)) text += "  " + line + "\n";
  text += "\n" + FormatTable({{"parameters", WithCommas(facts.parameters)},
                              {"float32 values", WithCommas(facts.floats)},
                              {"arrays", WithCommas(facts.tensors)},
                              {"largest array", WithCommas(facts.largest_tensor_bytes) + " bytes"},
                              {"file", WithCommas(inspected.file_bytes) + " bytes"},
                              {"inflated", WithCommas(inspected.inflated_bytes) + " bytes"},
                              {"file sha256", inspected.file_sha256},
                              {"content sha256", inspected.content_sha256}},
                             {false, false});
  if (detail == Detail::kTotals) return text;
  if (detail == Detail::kLayers) return text + "\n" + LayerTable(network);
  std::vector<std::vector<std::string>> rows = {{"LAYER", "ROLE", "SHAPE", "BYTES"}};
  for (const converter::TensorSpec& tensor : network.tensors) {
    rows.push_back({tensor.layer, std::string(RoleName(tensor.role)), ShapeText(tensor.shape),
                    WithCommas(4 * tensor.count())});
  }
  return text + "\n" + FormatTable(rows, {false, false, false, true});
}

}  // namespace tidemark::harness
