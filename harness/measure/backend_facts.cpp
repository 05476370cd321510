#include "harness/measure/backend_facts.h"

#include <nlohmann/json.hpp>

#include "converter/io/json_value.h"
#include "converter/io/strict_json.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonObject;
using converter::JsonValue;

}  // namespace

std::string ToJson(const BackendFacts& facts) {
  const Json json = {{"backend", facts.backend},
                     {"device", facts.device},
                     {"precision", facts.precision},
                     {"emulated", facts.emulated}};
  return json.dump();
}

std::string ToJson(const BackendUse& use) {
  Json json = {{"backend", use.backend}, {"evaluate_s", use.evaluate_s}};
  if (use.memory.has_value()) {
    json["memory"] = {{"weight_bytes", use.memory->weight_bytes},
                      {"activation_bytes", use.memory->activation_bytes},
                      {"in_process", use.memory->in_process}};
  }
  return json.dump();
}

BackendFacts ParseBackendFacts(const std::string& json) {
  const Json parsed = converter::ParseStrictJson(json, "event backend");
  const JsonObject object =
      JsonValue(parsed, "event backend").Object({"backend", "device", "precision", "emulated"});
  return {.backend = object.At("backend").String(),
          .device = object.At("device").String(),
          .precision = object.At("precision").String(),
          .emulated = object.At("emulated").Bool()};
}

BackendUse ParseBackendUse(const std::string& json) {
  const Json parsed = converter::ParseStrictJson(json, "event backend_use");
  const JsonObject object =
      JsonValue(parsed, "event backend_use").Object({"backend", "evaluate_s", "memory"});
  BackendUse use = {.backend = object.At("backend").String()};
  for (const JsonValue& time : object.At("evaluate_s").Items()) {
    use.evaluate_s.push_back(time.Number());
  }
  if (const auto memory = object.Find("memory")) {
    const JsonObject held = memory->Object({"weight_bytes", "activation_bytes", "in_process"});
    use.memory = {.weight_bytes = held.At("weight_bytes").Unsigned(),
                  .activation_bytes = held.At("activation_bytes").Unsigned(),
                  .in_process = held.At("in_process").Bool()};
  }
  return use;
}

}  // namespace tidemark::harness
