#include "harness/measure/backend_profile.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "converter/io/json_value.h"
#include "converter/io/printable_text.h"
#include "converter/io/strict_json.h"
#include "harness/measure/from_zero.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonObject;
using converter::JsonValue;

constexpr char kPlace[] = "event profile";

}  // namespace

std::string ToJson(const BackendProfile& profile) {
  Json layers = Json::array();
  for (const reference::LayerCost& cost : profile.layers) {
    layers.push_back({{"layer", cost.layer},
                      {"operation", cost.operation},
                      {"calls", cost.calls},
                      {"seconds", cost.seconds},
                      {"operations", cost.operations},
                      {"weight_bytes", cost.weight_bytes},
                      {"activation_bytes", cost.activation_bytes}});
  }
  const Json json = {{"backend", profile.backend},
                     {"known", profile.known},
                     {"evaluations", profile.evaluations},
                     {"layers", std::move(layers)}};
  // A network names its layers as it likes.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

BackendProfile ParseBackendProfile(const std::string& json) {
  const Json parsed = converter::ParseStrictJson(json, kPlace);
  const JsonObject object =
      JsonValue(parsed, kPlace).Object({"backend", "known", "evaluations", "layers"});
  BackendProfile profile = {.backend = object.At("backend").String(),
                            .known = object.At("known").Bool(),
                            .evaluations = object.At("evaluations").Unsigned()};
  for (const JsonValue& item : object.At("layers").Items()) {
    const JsonObject layer = item.Object({"layer", "operation", "calls", "seconds", "operations",
                                          "weight_bytes", "activation_bytes"});
    profile.layers.push_back({.layer = converter::PrintableText(layer.At("layer").String()),
                              .operation = converter::PrintableText(layer.At("operation").String()),
                              .calls = layer.At("calls").Unsigned(),
                              .seconds = FromZero(layer.At("seconds")),
                              .operations = FromZero(layer.At("operations")),
                              .weight_bytes = layer.At("weight_bytes").Unsigned(),
                              .activation_bytes = layer.At("activation_bytes").Unsigned()});
  }
  return profile;
}

void AddPiece(BackendProfile piece, std::vector<BackendProfile>& profiles) {
  if (profiles.empty() || profiles.back().backend != piece.backend) {
    profiles.push_back(std::move(piece));
    return;
  }
  std::ranges::move(piece.layers, std::back_inserter(profiles.back().layers));
}

}  // namespace tidemark::harness
