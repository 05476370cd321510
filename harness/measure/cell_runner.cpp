#include "harness/measure/cell_runner.h"

#include <chrono>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/interrupt.h"
#include "converter/io/json_value.h"
#include "converter/io/strict_json.h"
#include "harness/measure/child_process.h"
#include "harness/measure/event.h"
#include "harness/measure/sample_builder.h"
#include "harness/memory/self_executable.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonObject;
using converter::JsonValue;
using converter::ParseStrictJson;
using OnEvent = std::function<void(const Event&)>;

Sample RunOne(const std::vector<std::string>& arguments, int repeat, double timeout_s,
              const OnEvent& on_event) {
  ChildOptions options;
  options.spawn = {.program = SelfExecutable(), .arguments = arguments};
  options.time_limit = std::chrono::milliseconds(static_cast<int64_t>(timeout_s * 1000));
  SampleBuilder builder;
  const ChildResult child = RunChild(options, [&](const Event& event) {
    builder.Take(event);
    on_event(event);
  });
  ThrowIfInterrupted();
  Sample sample = builder.Finish(repeat, child);
  if (sample.exit.status == "ok" && !sample.steady_on_plateau.has_value()) {
    sample.exit.status = "error";
    sample.exit.message = "said that everything was measured, without a steady state";
  }
  return sample;
}

void TakeArtifact(const std::string& text, CellRun& run) {
  const Json json = ParseStrictJson(text, "event artifact");
  const JsonObject object =
      JsonValue(json, "event artifact")
          .Object({"weight_bin_sha256", "model_sha256", "bytes", "derived", "tier"});
  run.artifact = {.weight_bin_sha256 = object.At("weight_bin_sha256").String(),
                  .model_sha256 = object.At("model_sha256").String(),
                  .bytes = object.At("bytes").Unsigned(),
                  .tier = object.At("tier").String()};
  for (const JsonValue& item : object.At("derived").Items()) {
    const JsonObject table = item.Object({"what", "layer", "bytes", "unshared_bytes"});
    run.artifact->derived.push_back({.what = table.At("what").String(),
                                     .layer = table.At("layer").String(),
                                     .bytes = table.At("bytes").Unsigned(),
                                     .unshared_bytes = table.At("unshared_bytes").Unsigned()});
  }
}

}  // namespace

CellRun RunCell(const CellSpec& spec, int repeat, double timeout_s,
                const std::function<void(const std::string&)>& on_phase) {
  const std::filesystem::path file = spec.work_directory / "cell.json";
  converter::WriteFileAtomically(file, EncodeCellSpec(spec), converter::Existing::kReplace);
  CellRun run;
  run.sample = RunOne({"cell", file.string()}, repeat, timeout_s, [&](const Event& event) {
    if (const auto* began = std::get_if<PhaseBegan>(&event)) on_phase(began->name);
    if (const auto* result = std::get_if<ResultValue>(&event)) {
      if (result->name == "artifact") TakeArtifact(result->json, run);
      if (result->name == "backend") run.backends.push_back(ParseBackendFacts(result->json));
      if (result->name == "backend_use") run.uses.push_back(ParseBackendUse(result->json));
      if (result->name == "profile") AddPiece(ParseBackendProfile(result->json), run.profiles);
    }
  });
  run.has_outputs = !spec.conversion_only && run.sample.exit.status == "ok";
  return run;
}

Sample RunEmptyCell(double timeout_s) {
  return RunOne({"cell", "--empty"}, 0, timeout_s, [](const Event&) {});
}

}  // namespace tidemark::harness
