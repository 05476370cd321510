#include "harness/cli/run_arguments.h"

#include <filesystem>

#include "converter/error.h"
#include "harness/cli/value_kind.h"
#include "harness/scenario/scenario_reader.h"

namespace tidemark::harness {

void RunArguments::AddTo(CLI::App& command) {
  command.add_option("scenario", scenario, "scenario file")->required()->check(AFile({".json"}));
  command.add_option("--model", model, "measure this network file instead of the scenario's model")
      ->check(AFile(NetworkEndings()));
  CLI::Option* const recorded =
      command
          .add_option("--cases", cases,
                      "evaluate the recorded cases in this folder instead of its positions")
          ->check(AFolder());
  command
      .add_option("--positions", positions,
                  "evaluate these games in SGF, or the positions in this file, instead; may be "
                  "repeated")
      ->check(AFile(PositionEndings()))
      ->excludes(recorded);
  command
      .add_option("--every", every,
                  "of each game or file only every N-th position (default: as the scenario has it)")
      ->check(CLI::Range(1, kMaxEvery));
  command.add_option("--repeats", repeats, "processes for each cell");
  command.add_option("--filter", filter, "only this lever set; may be repeated");
  command.add_option("--shard", shard,
                     "only part i/n of the scenario's cells, to be joined by `harness merge`");
  command.add_flag("--profile", profile,
                   "time each layer of the measured evaluations, which takes some memory and time");
  command.add_flag("--quick", quick,
                   "a first look: one repeat, two positions, a short settle; gates nothing");
}

Plan RunArguments::ReadPlan() const {
  std::optional<Shard> part;
  if (!shard.empty()) part = ParseShard(shard);
  Plan plan = MakePlan(ReadScenario(scenario), {.model = model,
                                                .cases = cases,
                                                .positions = {positions.begin(), positions.end()},
                                                .every = every,
                                                .repeats = repeats,
                                                .profile = profile,
                                                .lever_sets = filter,
                                                .quick = quick,
                                                .shard = part});
  const ModelSource& source = plan.scenario.model;
  if (source.synthesize.empty() && !std::filesystem::is_regular_file(source.path)) {
    throw UsageError("there is no such network file; give one with --model",
                     {.file = source.path.string(), .key = "model.path"});
  }
  const std::filesystem::path& folder = plan.scenario.positions.cases;
  if (!folder.empty() && !std::filesystem::is_directory(folder)) {
    throw UsageError("there is no such folder of recorded cases; give one with --cases",
                     {.file = folder.string(), .key = "positions.cases"});
  }
  for (const std::filesystem::path& file : plan.scenario.positions.files()) {
    if (!std::filesystem::is_regular_file(file)) {
      throw UsageError("there is no such file of games or positions; give others with --positions",
                       {.file = file.string(), .key = "positions"});
    }
  }
  return plan;
}

}  // namespace tidemark::harness
