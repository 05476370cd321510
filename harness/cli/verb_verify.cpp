#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/cli/model_arguments.h"
#include "harness/cli/progress_line.h"
#include "harness/cli/symmetry_argument.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"
#include "harness/cli/verification.h"
#include "reference/cases/case_reader.h"

namespace tidemark::harness {
namespace {

struct VerifyArguments {
  ModelArguments model;
  SymmetryArgument symmetry;
  std::string cases;
  int batch = 1;
  std::string tolerance;
  bool encode = false;
  bool json = false;
};

std::optional<reference::ValueTolerance> ParseTolerance(const std::string& text) {
  if (text.empty()) return std::nullopt;
  double absolute = 0;
  double relative = 0;
  int used = 0;
  const int fields = std::sscanf(text.c_str(), "%lf,%lf%n", &absolute, &relative, &used);
  const bool whole = fields == 2 && static_cast<size_t>(used) == text.size();
  if (!whole || !std::isfinite(absolute) || !std::isfinite(relative) || absolute < 0 ||
      relative < 0) {
    throw UsageError(
        converter::Quoted(text) + " is not a tolerance; expected ABS,REL, for example 2e-4,1e-4",
        {.key = "--tolerance"});
  }
  return reference::ValueTolerance{.absolute = absolute, .relative = relative};
}

ModelEvaluation Evaluate(const VerifyArguments& arguments, const ModelOptions& options,
                         const reference::CaseSet& cases) {
  ProgressLine progress(1);
  progress.BeginStep("verify");
  return EvaluateModel(options, cases, arguments.symmetry.Of(cases), [&](size_t done) {
    progress.Phase(std::to_string(done) + "/" + std::to_string(cases.size()));
  });
}

int Verify(const VerifyArguments& arguments) {
  const ModelOptions options = arguments.model.Options(arguments.batch);
  const auto tolerance = ParseTolerance(arguments.tolerance);
  arguments.symmetry.Check();
  const reference::CaseSet cases = reference::ReadCases(arguments.cases);
  const ModelTraits traits = ReadTraits(options.model);
  Verification verification =
      CompareOutputs(cases, Evaluate(arguments, options, cases), traits, tolerance);
  verification.backend = NameOf(options.backend);
  if (verification.compared == 0 && !arguments.encode) {
    throw MeasurementError(
        "nothing was compared: of " + std::to_string(verification.cases) + " cases " +
            std::to_string(verification.other_size) + " are of another size, " +
            std::to_string(verification.partial_boards) + " do not fill the board, " +
            std::to_string(verification.without_outputs) + " have no outputs",
        {.file = arguments.cases});
  }
  if (!traits.buffer.has_value()) {
    verification.post_processing = CompareEvaluations(cases, traits);
  }
  if (arguments.encode) {
    verification.encoding = CompareInputs(
        cases, reference::MetadataProfile(arguments.model.profile), verification.without_positions);
    if (verification.encoding->cases() == 0) {
      throw MeasurementError("no case has a position to encode", {.file = arguments.cases});
    }
  }
  const std::string text =
      arguments.json ? VerificationJson(verification) : VerificationText(verification);
  std::fputs(text.c_str(), stdout);
  return verification.pass() ? kExitDone : kExitCheckFailed;
}

}  // namespace

Verb AddVerify(CLI::App& command) {
  auto arguments = std::make_shared<VerifyArguments>();
  arguments->model.AddTo(command, false);
  command.add_option("--cases", arguments->cases, "folder of recorded cases")
      ->required()
      ->check(AFolder());
  command.add_flag("--encode", arguments->encode,
                   "encode every recorded position, and demand exactly the recorded inputs");
  arguments->symmetry.AddTo(command);
  command.add_option("--batch", arguments->batch, "positions in one evaluation (default 1)")
      ->check(CLI::Range(1, 256));
  command.add_option("--tolerance", arguments->tolerance,
                     "ABS,REL for raw outputs (default: that of the precision in use)");
  command.add_flag("--json", arguments->json, "answer in JSON");
  command.footer(
      "Prints how far the outputs are from the recorded ones: raw, and as the statistics that\n"
      "KataGo's backend-error test prints (average, 90th and 99th percentile, maximum).\n"
      "\n"
      "Examples:\n"
      "  harness verify net.bin.gz --cases cases/net --encode\n"
      "  harness verify net.mlpackage --cases cases/net --json\n"
      "  harness verify net.bin.gz --backend ane --cases cases/net --tolerance 0.01,0.01\n"
      "\n"
      "Exit codes: 0 within tolerance, 1 past it, 3 nothing could be compared.");
  return [arguments] { return Verify(*arguments); };
}

}  // namespace tidemark::harness
