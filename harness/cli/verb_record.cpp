#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "converter/error.h"
#include "harness/backends/case_runner.h"
#include "harness/cli/model_arguments.h"
#include "harness/cli/progress_line.h"
#include "harness/cli/verbs.h"
#include "reference/cases/case_reader.h"

namespace tidemark::harness {
namespace {

struct RecordArguments {
  ModelArguments model;
  std::string out;
};

int Record(const RecordArguments& arguments) {
  const ModelOptions options = arguments.model.Options();
  const reference::CaseSet cases = reference::ReadCases(arguments.model.cases);
  ModelEvaluation evaluation;
  {
    ProgressLine progress(1);
    progress.BeginStep("record");
    evaluation = EvaluateModel(options, cases, [&](size_t done) {
      progress.Phase(std::to_string(done) + "/" + std::to_string(cases.size()));
    });
  }
  if (evaluation.chosen.empty()) {
    throw MeasurementError("the model takes none of the " + std::to_string(cases.size()) +
                               " cases: their boards are of another size",
                           {.file = arguments.model.cases});
  }
  const std::string reference = "Tidemark, " + std::string(NameOf(options.backend)) + " backend, " +
                                evaluation.precision + (evaluation.emulated ? ", emulated" : "");
  std::string name = options.model.filename().string();
  if (name.empty()) name = options.model.parent_path().filename().string();
  const reference::PostProcessor post(evaluation.version, evaluation.post_process);
  RecordCases(cases, evaluation.chosen, evaluation.outputs, arguments.out,
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
  command.add_option("--out", arguments->out, "folder to write the cases to")->required();
  command.footer(
      "Example:\n"
      "  harness record net.bin.gz --backend eigen --cases cases/net --out recorded");
  return [arguments] { return Record(*arguments); };
}

}  // namespace tidemark::harness
