#include "harness/measure/measured_positions.h"

#include <algorithm>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include "converter/error.h"
#include "converter/io/sha256.h"
#include "harness/backends/cache_folder.h"
#include "harness/backends/case_runner.h"
#include "harness/measure/own_verb.h"
#include "harness/scenario/names.h"
#include "reference/cases/case_encoder.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/case_writer.h"
#include "reference/cases/input_hash.h"
#include "reference/go/random_game.h"

namespace tidemark::harness {
namespace {

// Part of the key of cached references: raised when the reference's results change.
constexpr std::string_view kReferenceRevision = "eigen-2";

// What was written to MeasuredPositions::inputs.
struct Inputs {
  size_t count = 0;
  size_t skipped = 0;
  std::vector<std::string> warnings = {};
  std::string hash = {};
};

std::optional<size_t> MostPositions(const Plan& plan) {
  if (!plan.max_positions.has_value()) return std::nullopt;
  return static_cast<size_t>(*plan.max_positions);
}

// The n-th of `count` positions, from the opening to the end of a game of its own.
reference::Position RandomPosition(const Scenario& scenario, size_t n, size_t count) {
  const int width = std::min(scenario.board_x, reference::kLargestGoBoard);
  const int height = std::min(scenario.board_y, reference::kLargestGoBoard);
  const size_t area = static_cast<size_t>(width) * static_cast<size_t>(height);
  const reference::GameRecord game =
      reference::RandomGame(width, height, {}, area * (n + 1) / (count + 1), n);
  return PositionAfter(game, game.moves.size());
}

Inputs EncodeInputs(const Plan& plan, const MeasuredModel& model,
                    const std::filesystem::path& directory) {
  const Scenario& scenario = plan.scenario;
  reference::CaseEncoderOptions options = {
      .network = model.facts.name,
      .buffer = reference::BoardSize{.height = scenario.board_y, .width = scenario.board_x},
      .pass_alive_suicide = model.pass_alive_suicide,
      .most = MostPositions(plan)};
  if (model.needs_metadata) {
    options.metadata = reference::MetadataProfile(reference::kDefaultMetadataProfile);
  }
  reference::CaseEncoder encoder(std::move(options), directory);
  const PositionSource& source = scenario.positions;
  for (const std::filesystem::path& file : source.files()) {
    encoder.AddFile(file, {.every = static_cast<size_t>(source.every)});
  }
  const auto random = source.is_random() ? static_cast<size_t>(source.random) : 0;
  for (size_t n = 0; n < random; ++n) {
    if (!encoder.Add("random games", n, RandomPosition(scenario, n, random))) break;
  }
  reference::EncodedCases encoded = encoder.Finish();
  return {.count = encoded.count,
          .skipped = encoded.skipped,
          .warnings = std::move(encoded.warnings),
          .hash = std::move(encoded.input_hash)};
}

Inputs CopyRecorded(const Plan& plan, const MeasuredModel& model,
                    const std::filesystem::path& directory) {
  const Scenario& scenario = plan.scenario;
  const reference::CaseSet cases =
      reference::ReadCases(scenario.positions.cases, reference::Keep::kInFile);
  const CaseSelection selection = SelectCases(
      cases, reference::BoardSize{.height = scenario.board_y, .width = scenario.board_x});
  Inputs inputs = {.count = selection.chosen.size(), .skipped = selection.skipped()};
  if (const auto most = MostPositions(plan)) inputs.count = std::min(inputs.count, *most);
  if (inputs.count == 0) return inputs;
  reference::CaseWriter writer(directory,
                               {.network = model.facts.name, .reference = "inputs only"});
  reference::InputHash hash;
  for (size_t i = 0; i < inputs.count; ++i) {
    reference::RecordedCase recorded = cases.Case(selection.chosen[i]);
    hash.Add(recorded.inputs);
    // Everything is evaluated as it stands.
    recorded.symmetry = {};
    recorded.outputs.reset();
    writer.Add(recorded);
  }
  writer.Finish();
  inputs.hash = hash.Finish();
  return inputs;
}

}  // namespace

MeasuredPositions PreparePositions(const Plan& plan, const MeasuredModel& model,
                                   const std::filesystem::path& work_directory) {
  MeasuredPositions positions = {.inputs = work_directory / "inputs"};
  const bool recorded = !plan.scenario.positions.cases.empty();
  Inputs inputs = recorded ? CopyRecorded(plan, model, positions.inputs)
                           : EncodeInputs(plan, model, positions.inputs);
  if (inputs.count == 0) {
    throw MeasurementError("none of the " + std::to_string(inputs.skipped) +
                           (recorded ? " recorded cases is over a " : " positions fits a ") +
                           FormatBoard({.x = plan.scenario.board_x, .y = plan.scenario.board_y}) +
                           " board");
  }
  positions.count = inputs.count;
  positions.skipped = inputs.skipped;
  positions.warnings = std::move(inputs.warnings);

  converter::Sha256 key;
  key.Update(inputs.hash);
  key.Update(model.facts.content_sha256);
  key.Update(kReferenceRevision);
  const std::string name = converter::ToHex(key.Finish()).substr(0, 32);
  positions.reference = CacheFolder("references") / name;
  if (!std::filesystem::exists(positions.reference / "cases.json")) {
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    try {
      RunOwnVerb({"record", model.file.string(), "--backend", "eigen", "--cases",
                  positions.inputs.string(), "--out", positions.reference.string(), "--threads",
                  std::to_string(std::min(threads, 16U))});
    } catch (const FormatError&) {
      // Another run may have made the same reference meanwhile; it is as good as ours.
      if (!std::filesystem::exists(positions.reference / "cases.json")) throw;
    }
  }
  return positions;
}

}  // namespace tidemark::harness
