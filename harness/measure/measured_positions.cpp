#include "harness/measure/measured_positions.h"

#include <algorithm>
#include <span>
#include <string>
#include <thread>

#include "converter/error.h"
#include "converter/io/sha256.h"
#include "harness/backends/case_runner.h"
#include "harness/measure/cache.h"
#include "harness/measure/own_verb.h"
#include "harness/scenario/names.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/case_writer.h"
#include "reference/inputs/synthetic_planes.h"

namespace tidemark::harness {
namespace {

// Part of the key of cached references: raised when the reference's results change.
constexpr std::string_view kReferenceRevision = "eigen-1";

// Writes the inputs of cases and remembers what was written.
class InputWriter {
 public:
  InputWriter(const std::filesystem::path& directory, const std::string& network)
      : writer_(directory, {.network = network, .reference = "inputs only"}) {}

  void Add(reference::RecordedCase recorded) {
    for (const auto* values :
         {&recorded.inputs.spatial, &recorded.inputs.global, &recorded.inputs.metadata}) {
      sha256_.Update(std::as_bytes(std::span(*values)));
    }
    recorded.outputs.reset();
    writer_.Add(recorded);
  }

  void Finish() { writer_.Finish(); }
  converter::Sha256& sha256() { return sha256_; }

 private:
  reference::CaseWriter writer_;
  converter::Sha256 sha256_;
};

void AddSynthetic(const Scenario& scenario, const MeasuredModel& model, InputWriter& writer,
                  MeasuredPositions& positions) {
  const reference::NetworkInputs inputs =
      reference::SyntheticPlanes({.positions = scenario.positions.synthetic,
                                  .height = scenario.board_y,
                                  .width = scenario.board_x,
                                  .metadata = model.needs_metadata,
                                  .seed = scenario.model.seed});
  for (int n = 0; n < inputs.batch; ++n) {
    writer.Add({.dataset = "synthetic", .index = n, .inputs = inputs.Select(n)});
  }
  positions.count = static_cast<size_t>(inputs.batch);
}

void AddRecorded(const Plan& plan, InputWriter& writer, MeasuredPositions& positions) {
  const Scenario& scenario = plan.scenario;
  const reference::CaseSet cases = reference::ReadCases(scenario.positions.cases);
  const CaseSelection selection =
      SelectCases(cases, {.height = scenario.board_y, .width = scenario.board_x});
  if (selection.chosen.empty()) {
    throw MeasurementError(
        "none of the " + std::to_string(cases.size()) + " recorded cases is over a " +
            FormatBoard({.x = scenario.board_x, .y = scenario.board_y}) + " board",
        {.file = scenario.positions.cases.string()});
  }
  size_t count = selection.chosen.size();
  if (plan.max_positions.has_value()) {
    count = std::min(count, static_cast<size_t>(*plan.max_positions));
  }
  for (size_t i = 0; i < count; ++i) writer.Add(cases.Case(selection.chosen[i]));
  positions.count = count;
  positions.skipped = selection.skipped();
}

}  // namespace

MeasuredPositions PreparePositions(const Plan& plan, const MeasuredModel& model,
                                   const std::filesystem::path& work_directory) {
  MeasuredPositions positions;
  positions.inputs = work_directory / "inputs";
  InputWriter writer(positions.inputs, model.facts.name);
  if (plan.scenario.positions.cases.empty()) {
    AddSynthetic(plan.scenario, model, writer, positions);
  } else {
    AddRecorded(plan, writer, positions);
  }
  writer.Finish();

  converter::Sha256& key = writer.sha256();
  key.Update(model.facts.content_sha256);
  key.Update(kReferenceRevision);
  const std::string name = converter::ToHex(key.Finish()).substr(0, 32);
  positions.reference = CacheFolder("references") / name;
  if (!std::filesystem::exists(positions.reference / "cases.json")) {
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    RunOwnVerb({"record", model.file.string(), "--backend", "eigen", "--cases",
                positions.inputs.string(), "--out", positions.reference.string(), "--threads",
                std::to_string(std::min(threads, 16U))});
  }
  return positions;
}

}  // namespace tidemark::harness
