#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "converter/error.h"
#include "harness/backends/case_runner.h"
#include "harness/backends/model_evaluation.h"
#include "harness/cli/case_arguments.h"
#include "harness/cli/model_arguments.h"
#include "harness/cli/progress_line.h"
#include "harness/cli/symmetry_argument.h"
#include "harness/cli/verbs.h"
#include "reference/cases/position.h"
#include "reference/cases/reference_file.h"

namespace tidemark::harness {
namespace {

struct RecordArguments {
  ModelArguments model;
  CaseArguments cases;
  SymmetryArgument symmetry;
  int batch = 1;
  std::string out;
  std::string reference_file;
};

// The evaluations of cases that all have their position.
void WriteReferenceFile(const RecordArguments& arguments, const reference::CaseSet& cases,
                        const ModelEvaluation& evaluation, const ModelTraits& traits,
                        const reference::PostProcessor& post) {
  if (traits.needs_metadata && arguments.model.profile != reference::kDefaultMetadataProfile) {
    throw UsageError("KataGo's test knows the profile " +
                         std::string(reference::kDefaultMetadataProfile) + " only",
                     {.key = "--profile"});
  }
  reference::ReferenceFileWriter writer(arguments.reference_file,
                                        {.metadata = traits.needs_metadata});
  for (size_t i = 0; i < evaluation.chosen.size(); ++i) {
    const size_t index = evaluation.chosen[i];
    const std::optional<reference::Position> position = cases.PositionOf(index);
    if (!position.has_value()) {
      throw UsageError("case " + std::to_string(index) + " has no position",
                       {.key = "--reference-file"});
    }
    writer.Add(*position, post.Apply(evaluation.outputs[i], 0, cases.Facts(index)));
  }
  writer.Finish();
}

int Record(const RecordArguments& arguments) {
  const ModelOptions options = arguments.model.Options(arguments.batch);
  arguments.symmetry.Check();
  const ModelTraits traits = ReadTraits(options.model);
  const reference::CaseSet cases =
      arguments.cases.Read(traits, arguments.model.Metadata(traits), options.model);
  ModelEvaluation evaluation;
  {
    ProgressLine progress(1);
    progress.BeginStep("record");
    evaluation = EvaluateModel(options, cases, arguments.symmetry.Of(cases), [&](size_t done) {
      progress.Phase(std::to_string(done) + "/" + std::to_string(cases.size()));
    });
  }
  if (evaluation.chosen.empty()) {
    throw MeasurementError("the model takes none of the " + std::to_string(cases.size()) +
                               " cases: their boards are of another size",
                           {.file = options.model.string()});
  }
  const std::string reference = "Tidemark, " + std::string(NameOf(options.backend)) + " backend, " +
                                evaluation.precision + (evaluation.emulated ? ", emulated" : "") +
                                ", symmetry " + arguments.symmetry.text;
  std::string name = options.model.filename().string();
  if (name.empty()) name = options.model.parent_path().filename().string();
  const reference::PostProcessor post(traits.version, traits.post_process);
  if (!arguments.reference_file.empty()) {
    WriteReferenceFile(arguments, cases, evaluation, traits, post);
  }
  RecordCases(
      cases, evaluation.chosen, [&](size_t i) { return evaluation.outputs[i]; }, arguments.out,
      {.network = name, .reference = reference}, &post);
  std::printf("%s: %zu cases recorded", arguments.out.c_str(), evaluation.chosen.size());
  const size_t skipped = cases.size() - evaluation.chosen.size();
  if (skipped > 0) std::printf(", %zu skipped (boards of another size)", skipped);
  std::puts("");
  return kExitDone;
}

}  // namespace

Verb AddRecord(CLI::App& command) {
  auto arguments = std::make_shared<RecordArguments>();
  arguments->model.AddTo(command, true);
  arguments->cases.AddTo(command);
  arguments->symmetry.AddTo(command);
  command.add_option("--batch", arguments->batch, "positions in one evaluation (default 1)")
      ->check(CLI::Range(1, 256));
  command.add_option("--out", arguments->out, "folder to write the cases to")->required();
  command.add_option("--reference-file", arguments->reference_file,
                     "also write the evaluations as KataGo's backend-error test reads them");
  command.footer(
      "Examples:\n"
      "  harness record net.bin.gz --backend eigen --positions game.sgf --out right\n"
      "  harness record net.bin.gz --backend eigen --positions positions.jsonl.gz --buffer 19x19 "
      "--out right\n"
      "  harness record net.bin.gz --backend ane --cases right --out measured\n"
      "\n"
      "What `katago testgpuerror -reference-file` reads, from the positions of that test:\n"
      "  harness record net.bin.gz --backend eigen --positions positions.jsonl.gz "
      "--symmetry hash --out right --reference-file right.jsonl");
  return [arguments] { return Record(*arguments); };
}

}  // namespace tidemark::harness
