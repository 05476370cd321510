#include "harness/measure/measured_model.h"

#include <limits>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/json_value.h"
#include "converter/io/strict_json.h"
#include "converter/network/architecture.h"
#include "harness/backends/cache_folder.h"
#include "harness/measure/own_verb.h"
#include "harness/scenario/names.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonObject;
using converter::JsonValue;
using converter::ParseStrictJson;

// The file that a synthetic network is cached in: its name says everything that it depends on.
std::filesystem::path SyntheticFile(const ModelSource& source) {
  const converter::Architecture& architecture = converter::FindArchitecture(source.synthesize);
  const int version = source.version.value_or(architecture.default_version);
  std::string name =
      source.synthesize + "-v" + std::to_string(version) + "-seed" + std::to_string(source.seed);
  if (source.activation.has_value()) name += "-" + std::string(NameOf(*source.activation));
  return CacheFolder("networks") / (name + ".bin.gz");
}

void Synthesize(const ModelSource& source, const std::filesystem::path& file) {
  std::vector<std::string> arguments = {"synthesize", source.synthesize, file.string(), "--seed",
                                        std::to_string(source.seed)};
  if (source.version.has_value()) {
    arguments.insert(arguments.end(), {"--version", std::to_string(*source.version)});
  }
  if (source.activation.has_value()) {
    arguments.insert(arguments.end(), {"--activation", std::string(NameOf(*source.activation))});
  }
  try {
    RunOwnVerb(arguments);
  } catch (const FormatError&) {
    // Another run may have made the same network meanwhile; it is as good as ours.
    if (!std::filesystem::exists(file)) throw;
  }
}

std::vector<LayerFacts> LayersIn(const JsonValue& list) {
  std::vector<LayerFacts> layers;
  layers.reserve(list.size());
  for (size_t i = 0; i < list.size(); ++i) {
    const JsonObject layer = list.Element(i).AnyObject();
    layers.push_back({.name = layer.At("name").String(),
                      .kind = layer.At("kind").String(),
                      .parameters = layer.At("parameters").Unsigned(),
                      .stored_bytes = layer.At("stored_bytes").Unsigned()});
  }
  return layers;
}

}  // namespace

MeasuredModel PrepareModel(const ModelSource& source) {
  MeasuredModel model;
  ModelFacts& facts = model.facts;
  facts.synthetic = !source.synthesize.empty();
  model.file = facts.synthetic ? SyntheticFile(source) : source.path;
  if (facts.synthetic && !std::filesystem::exists(model.file)) Synthesize(source, model.file);

  const std::string text = RunOwnVerb({"inspect", model.file.string(), "--json", "--layers"});
  const Json json = ParseStrictJson(text, "harness inspect");
  const JsonObject inspected = JsonValue(json, "harness inspect").AnyObject();
  const auto integer = [&inspected](std::string_view key) {
    return static_cast<int>(inspected.At(key).Integer(0, std::numeric_limits<int>::max()));
  };
  facts.name = inspected.At("name").String();
  facts.format_version = integer("format_version");
  facts.file_sha256 = inspected.At("file_sha256").String();
  facts.content_sha256 = inspected.At("content_sha256").String();
  facts.file_bytes = inspected.At("file_bytes").Unsigned();
  facts.inflated_bytes = inspected.At("inflated_bytes").Unsigned();
  facts.parameters = inspected.At("parameters").Unsigned();
  facts.blocks = integer("blocks");
  facts.trunk_channels = integer("trunk_channels");
  facts.layers = LayersIn(inspected.At("layers"));
  model.needs_metadata = integer("metadata_encoder_version") > 0;
  model.pass_alive_suicide = inspected.At("pass_alive_suicide").Bool();
  const JsonObject post = inspected.At("post_process").AnyObject();
  const auto multiplier = [&post](std::string_view key) { return post.At(key).Number(); };
  model.post_process = {.td_score = multiplier("td_score"),
                        .score_mean = multiplier("score_mean"),
                        .score_stdev = multiplier("score_stdev"),
                        .lead = multiplier("lead"),
                        .variance_time = multiplier("variance_time"),
                        .shortterm_value_error = multiplier("shortterm_value_error"),
                        .shortterm_score_error = multiplier("shortterm_score_error")};
  return model;
}

}  // namespace tidemark::harness
