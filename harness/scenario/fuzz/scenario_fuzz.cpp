// Scenario files.

#include <filesystem>

#include <nlohmann/json.hpp>

#include "converter/io/read_file.h"
#include "converter/testing/fuzz_target.h"
#include "harness/scenario/plan.h"
#include "harness/scenario/scenario_reader.h"
#include "harness/scenario/scenario_writer.h"

namespace tidemark::testing {
namespace {

using converter::Json;

// A scenario that is taken has a plan, and its normal form is the same scenario.
void Read(std::string_view input) {
  const harness::Scenario scenario = harness::ParseScenario(input, "fuzz.json", "/folder");
  const Json normal = ScenarioToJson(scenario);
  const harness::Scenario again =
      harness::RecordedScenario(converter::JsonValue(normal, "fuzz.json"));
  Promise(ScenarioToJson(again) == normal, "the normal form of a scenario is another scenario");
  constexpr int kMostRepeats = 100;
  if (scenario.repeats <= kMostRepeats) harness::MakePlan(scenario);
}

std::vector<FuzzSeed> Seeds() {
  std::vector<FuzzSeed> seeds;
  const auto folder = std::filesystem::path(TIDEMARK_SOURCE_DIR) / "scenarios";
  for (const char* const name : {"b18.json", "smoke.json", "control-leak.json", "devices.json",
                                 "transformer.json", "b18-levers.json"}) {
    seeds.push_back({name, converter::ReadWholeFile(folder / name, 1 << 20)});
  }
  return seeds;
}

}  // namespace

FuzzTarget ThisFuzzTarget() {
  return {.name = "scenario", .folder = "harness/scenario/fuzz", .read = Read, .seeds = Seeds};
}

}  // namespace tidemark::testing
