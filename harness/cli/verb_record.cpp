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
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "reference/cases/case_writer.h"
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

// What KataGo's backend-error test can read: its own symmetries, and no other profile.
void CheckReferenceFile(const RecordArguments& arguments, const ModelTraits& traits,
                        const reference::CaseSet& cases) {
  if (!arguments.symmetry.by_hash()) {
    throw UsageError("KataGo's test evaluates under its own symmetries: add --symmetry hash",
                     {.key = "--reference-file"});
  }
  if (traits.needs_metadata && arguments.model.profile != reference::kDefaultMetadataProfile) {
    throw UsageError("KataGo's test knows the profile " +
                         std::string(reference::kDefaultMetadataProfile) + " only",
                     {.key = "--player"});
  }
  for (size_t i = 0; i < cases.size(); ++i) {
    if (cases.has_position(i)) continue;
    throw UsageError("case " + std::to_string(i) + " has no position", {.key = "--reference-file"});
  }
}

ModelEvaluation Evaluate(const ModelOptions& options, const reference::CaseSet& cases,
                         const CaseSymmetry& symmetry) {
  ProgressLine progress(1);
  progress.BeginStep("record");
  ModelEvaluation evaluation = EvaluateModel(options, cases, symmetry, [&](size_t done) {
    progress.Phase(std::to_string(done) + "/" + std::to_string(cases.size()));
  });
  if (evaluation.chosen.empty()) {
    throw MeasurementError("the model takes none of the " + std::to_string(cases.size()) +
                               " cases: their boards are of another size",
                           {.file = options.model.string()});
  }
  return evaluation;
}

void AddEvaluations(const reference::CaseSet& cases, const ModelEvaluation& evaluation,
                    const reference::PostProcessor& post, reference::ReferenceFileWriter& writer) {
  for (size_t i = 0; i < evaluation.chosen.size(); ++i) {
    const size_t index = evaluation.chosen[i];
    writer.Add(cases.PositionOf(index).value(),
               post.Apply(evaluation.outputs[i], 0, cases.Facts(index)));
  }
}

int Record(const RecordArguments& arguments) {
  const ModelOptions options = arguments.model.Options(arguments.batch);
  arguments.symmetry.Check();
  const ModelTraits traits = ReadTraits(options.model);
  const reference::CaseSet cases =
      arguments.cases.Read(traits, arguments.model.Metadata(traits), options.model);
  const CaseSymmetry symmetry = arguments.symmetry.Of(cases);
  std::string name = options.model.filename().string();
  if (name.empty()) name = options.model.parent_path().filename().string();
  // Whatever cannot be written is told before the work, not after.
  reference::CaseWriter writer(arguments.out, {.network = name});
  std::optional<reference::ReferenceFileWriter> reference_file;
  if (!arguments.reference_file.empty()) {
    CheckReferenceFile(arguments, traits, cases);
    reference_file.emplace(arguments.reference_file,
                           reference::ReferenceFileOptions{.metadata = traits.needs_metadata});
  }

  const ModelEvaluation evaluation = Evaluate(options, cases, symmetry);
  writer.set_reference("Tidemark, " + std::string(NameOf(options.backend)) + " backend, " +
                       evaluation.precision + (evaluation.emulated ? ", emulated" : ""));
  const reference::PostProcessor post(traits.version, traits.post_process);
  RecordCases(
      cases, evaluation.chosen, [&](size_t i) { return evaluation.outputs[i]; }, symmetry, &post,
      writer);
  if (reference_file.has_value()) AddEvaluations(cases, evaluation, post, *reference_file);
  writer.Finish();
  if (reference_file.has_value()) reference_file->Finish();
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
  command.add_option("--out", arguments->out, "folder to write the cases to")
      ->required()
      ->check(AFolder());
  command
      .add_option("--reference-file", arguments->reference_file,
                  "also write the evaluations as KataGo's backend-error test reads them")
      ->check(AFile({".jsonl"}));
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
