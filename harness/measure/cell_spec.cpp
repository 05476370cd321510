#include "harness/measure/cell_spec.h"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/json_value.h"
#include "converter/io/printable_text.h"
#include "converter/io/strict_json.h"
#include "harness/scenario/names.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonObject;
using converter::JsonValue;
using converter::ParseStrictJson;

int Int(const JsonValue& value, int min) { return static_cast<int>(value.Integer(min, INT32_MAX)); }

}  // namespace

std::filesystem::path OutputsOf(const CellSpec& spec, Device device) {
  return spec.outputs.string() + "-" + std::string(NameOf(device));
}

std::string EncodeCellSpec(const CellSpec& spec) {
  Json devices = Json::array();
  for (const Device device : spec.devices) devices.push_back(NameOf(device));
  Json json = {{"network", spec.network.string()},
               {"conversion_only", spec.conversion_only},
               {"levers", spec.levers.ids()},
               {"devices", devices},
               {"board", {spec.board_x, spec.board_y}},
               {"precision", NameOf(spec.precision)},
               {"gpu_precision", NameOf(spec.gpu_precision)},
               {"batch", spec.batch},
               {"inputs", spec.inputs.string()},
               {"outputs", spec.outputs.string()},
               {"warmup", spec.warmup},
               {"min_evaluations", spec.min_evaluations},
               {"profile", spec.profile},
               {"settle_s", {spec.settle.min_s, spec.settle.max_s}},
               {"work_directory", spec.work_directory.string()}};
  if (spec.leak.has_value()) {
    json["leak"] = {{"phase", spec.leak->phase}, {"bytes", spec.leak->bytes}};
  }
  if (spec.keep_package.has_value()) json["keep_package"] = spec.keep_package->string();
  if (spec.floor_file_bytes.has_value()) json["floor_file_bytes"] = *spec.floor_file_bytes;
  return json.dump(2) + "\n";
}

CellSpec ParseCellSpec(const std::string& text, const std::string& file) {
  const Json json = ParseStrictJson(text, file);
  const JsonObject object =
      JsonValue(json, file)
          .Object({"network", "conversion_only", "levers", "devices", "board", "precision",
                   "gpu_precision", "batch", "inputs", "outputs", "warmup", "min_evaluations",
                   "profile", "settle_s", "work_directory", "keep_package", "floor_file_bytes",
                   "leak"});
  const auto pair = [&object](const char* key) {
    const JsonValue value = object.At(key);
    std::vector<JsonValue> items = value.Items();
    if (items.size() != 2) value.Fail("expected two values");
    return items;
  };
  CellSpec spec;
  spec.network = object.At("network").String();
  spec.conversion_only = object.At("conversion_only").Bool();
  std::vector<std::string> levers;
  for (const JsonValue& item : object.At("levers").Items()) levers.push_back(item.String());
  spec.levers = ParseLevers(levers, "levers");
  spec.devices.clear();
  for (const JsonValue& item : object.At("devices").Items()) {
    spec.devices.push_back(At(item, [&] { return ParseDevice(item.String()); }));
  }
  const std::vector<JsonValue> board = pair("board");
  spec.board_x = Int(board[0], 1);
  spec.board_y = Int(board[1], 1);
  spec.precision = ParsePrecision(object.At("precision").String());
  spec.gpu_precision = ParsePrecision(object.At("gpu_precision").String());
  spec.batch = Int(object.At("batch"), 1);
  spec.inputs = object.At("inputs").String();
  spec.outputs = object.At("outputs").String();
  spec.warmup = Int(object.At("warmup"), 0);
  spec.min_evaluations = Int(object.At("min_evaluations"), 1);
  spec.profile = object.At("profile").Bool();
  const std::vector<JsonValue> settle = pair("settle_s");
  spec.settle = {.min_s = settle[0].Number(), .max_s = settle[1].Number()};
  spec.work_directory = object.At("work_directory").String();
  if (const auto leak = object.Find("leak")) {
    const JsonObject leaking = leak->Object({"phase", "bytes"});
    spec.leak = {.phase = leaking.At("phase").String(), .bytes = leaking.At("bytes").Unsigned()};
  }
  if (const auto keep = object.Find("keep_package")) spec.keep_package = keep->String();
  if (const auto floor = object.Find("floor_file_bytes")) {
    spec.floor_file_bytes = floor->Unsigned();
  }
  return spec;
}

}  // namespace tidemark::harness
