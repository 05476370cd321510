#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "harness/cli/model_arguments.h"
#include "harness/cli/progress_line.h"
#include "harness/cli/text.h"
#include "harness/cli/verbs.h"
#include "harness/scenario/names.h"
#include "reference/cases/case_reader.h"
#include "reference/cases/compare.h"
#include "reference/cases/tolerances.h"
#include "reference/outputs/go_differences.h"
#include "reference/outputs/post_process.h"

namespace tidemark::harness {
namespace {

using OrderedJson = nlohmann::ordered_json;

struct VerifyArguments {
  ModelArguments model;
  std::string tolerance;
  bool json = false;
};

// What verifying found.
struct Verdict {
  size_t cases = 0;
  size_t compared = 0;
  size_t other_size = 0;
  size_t partial_boards = 0;
  size_t without_outputs = 0;
  std::string precision;
  bool emulated = false;
  reference::Tolerances tolerances;
  reference::RawComparison raw = reference::RawComparison({});
  reference::GoDifferences go;

  bool pass() const {
    return raw.pass() && (!tolerances.go.has_value() || Within(go, *tolerances.go));
  }
};

reference::ValueTolerance ParseTolerance(const std::string& text) {
  double absolute = 0;
  double relative = 0;
  int used = 0;
  const int fields = std::sscanf(text.c_str(), "%lf,%lf%n", &absolute, &relative, &used);
  const bool whole = fields == 2 && static_cast<size_t>(used) == text.size();
  if (!whole || !std::isfinite(absolute) || !std::isfinite(relative) || absolute < 0 ||
      relative < 0) {
    throw UsageError("'" + text + "' is not a tolerance; expected ABS,REL, for example 2e-4,1e-4",
                     {.key = "--tolerance"});
  }
  return {.absolute = absolute, .relative = relative};
}

Verdict Compare(const VerifyArguments& arguments, const reference::CaseSet& cases,
                const ModelEvaluation& evaluation) {
  Verdict verdict;
  verdict.cases = cases.size();
  verdict.other_size = evaluation.other_size;
  verdict.partial_boards = evaluation.partial_boards;
  verdict.precision = evaluation.precision;
  verdict.emulated = evaluation.emulated;
  if (arguments.tolerance.empty()) {
    verdict.tolerances = reference::DefaultTolerances(ParsePrecision(evaluation.precision));
  } else {
    verdict.tolerances.raw = ParseTolerance(arguments.tolerance);
  }
  verdict.raw = reference::RawComparison(verdict.tolerances.raw);
  const reference::PostProcessor post(evaluation.version, evaluation.post_process);
  for (size_t i = 0; i < evaluation.chosen.size(); ++i) {
    const size_t index = evaluation.chosen[i];
    const std::optional<reference::RawOutputs> recorded = cases.Outputs(index);
    if (!recorded.has_value()) {
      ++verdict.without_outputs;
      continue;
    }
    const reference::PositionFacts facts = cases.Facts(index);
    verdict.raw.Add(index, *recorded, evaluation.outputs[i], facts.board);
    verdict.go.Include(DifferencesBetween(post.Apply(*recorded, 0, facts),
                                          post.Apply(evaluation.outputs[i], 0, facts)));
    ++verdict.compared;
  }
  return verdict;
}

OrderedJson PlaceJson(const reference::ValueDifference& difference) {
  const reference::ValuePlace& place = difference.place;
  OrderedJson json = {{"case", place.case_index}, {"channel", place.channel}};
  if (place.y.has_value()) json["y"] = *place.y;
  if (place.x.has_value()) json["x"] = *place.x;
  json["recorded"] = difference.recorded;
  json["actual"] = difference.actual;
  return json;
}

// JSON has no infinity: a difference that is infinite or was not found is null, with the reason.
void SetFigure(OrderedJson& entry, const std::string& key,
               const std::optional<reference::ValueDifference>& difference) {
  if (difference.has_value() && std::isfinite(difference->difference)) {
    entry[key] = difference->difference;
    return;
  }
  entry[key] = nullptr;
  entry[key + "_reason"] =
      difference.has_value() ? "a value is infinite or not a number" : "no value to compare with";
}

OrderedJson ToJson(const Verdict& verdict) {
  OrderedJson outputs = OrderedJson::object();
  for (const reference::OutputDifference& output : verdict.raw.outputs()) {
    OrderedJson& entry = outputs[std::string(output.output)];
    SetFigure(entry, "max_abs", output.absolute);
    SetFigure(entry, "max_rel", output.relative);
    entry["values"] = output.values;
    entry["failures"] = output.failures;
    entry["at"] = output.absolute.has_value() ? PlaceJson(*output.absolute) : OrderedJson();
    if (output.worst_failure.has_value()) {
      entry["worst_failure_at"] = PlaceJson(*output.worst_failure);
    }
  }
  const auto go = [&verdict](double max, double reference::GoTolerance::*limit) {
    OrderedJson json = {{"max", max}};
    if (verdict.tolerances.go.has_value()) json["limit"] = (*verdict.tolerances.go).*limit;
    return json;
  };
  using Go = reference::GoTolerance;
  return {{"kind", "tidemark.verify"},
          {"cases", verdict.cases},
          {"compared", verdict.compared},
          {"skipped", verdict.cases - verdict.compared},
          {"skipped_other_size", verdict.other_size},
          {"skipped_partial_boards", verdict.partial_boards},
          {"skipped_without_outputs", verdict.without_outputs},
          {"precision", verdict.precision},
          {"emulated", verdict.emulated},
          {"tolerance",
           {{"abs", verdict.tolerances.raw.absolute}, {"rel", verdict.tolerances.raw.relative}}},
          {"outputs", outputs},
          {"winrate", go(verdict.go.winrate, &Go::winrate)},
          {"policy_probability", go(verdict.go.policy, &Go::policy)},
          {"white_ownership", go(verdict.go.ownership, &Go::ownership)},
          {"lead", go(verdict.go.lead, &Go::lead)},
          {"status", verdict.pass() ? "pass" : "fail"}};
}

std::string Number(const std::optional<reference::ValueDifference>& difference) {
  if (!difference.has_value()) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", difference->difference);
  return text;
}

std::string PlaceText(const std::optional<reference::ValueDifference>& difference) {
  if (!difference.has_value()) return "-";
  const reference::ValuePlace& place = difference->place;
  std::string text =
      "case " + std::to_string(place.case_index) + " channel " + std::to_string(place.channel);
  if (place.y.has_value() && place.x.has_value()) {
    text += " row " + std::to_string(*place.y) + " column " + std::to_string(*place.x);
  }
  return text;
}

std::string ToText(const Verdict& verdict) {
  std::vector<std::vector<std::string>> rows = {
      {"OUTPUT", "MAX ABS", "MAX REL", "OUT OF TOLERANCE", "WHERE"}};
  for (const reference::OutputDifference& output : verdict.raw.outputs()) {
    const auto& where = output.worst_failure.has_value() ? output.worst_failure : output.absolute;
    rows.push_back({std::string(output.output), Number(output.absolute), Number(output.relative),
                    WithCommas(output.failures), PlaceText(where)});
  }
  std::string text = FormatTable(rows, {false, true, true, true, false});
  char line[256];
  std::snprintf(line, sizeof line,
                "winrate %.4f %%, policy %.5f, ownership %.5f, lead %.4f points at most apart\n",
                100 * verdict.go.winrate, verdict.go.policy, verdict.go.ownership, verdict.go.lead);
  text += line;
  const size_t skipped = verdict.cases - verdict.compared;
  std::snprintf(line, sizeof line, "%s: %zu of %zu cases compared in %s%s",
                verdict.pass() ? "pass" : "FAIL", verdict.compared, verdict.cases,
                verdict.precision.c_str(), verdict.emulated ? " (emulated)" : "");
  text += line;
  if (skipped > 0) {
    text += ", " + std::to_string(skipped) + " skipped (" + std::to_string(verdict.other_size) +
            " of another size, " + std::to_string(verdict.partial_boards) +
            " not filling the board, " + std::to_string(verdict.without_outputs) +
            " without outputs)";
  }
  return text + "\n";
}

int Verify(const VerifyArguments& arguments) {
  const ModelOptions options = arguments.model.Options();
  if (!arguments.tolerance.empty()) ParseTolerance(arguments.tolerance);
  const reference::CaseSet cases = reference::ReadCases(arguments.model.cases);
  ModelEvaluation evaluation;
  {
    ProgressLine progress(1);
    progress.BeginStep("verify");
    evaluation = EvaluateModel(options, cases, [&](size_t done) {
      progress.Phase(std::to_string(done) + "/" + std::to_string(cases.size()));
    });
  }
  const Verdict verdict = Compare(arguments, cases, evaluation);
  if (verdict.compared == 0) {
    throw MeasurementError("nothing was compared: of " + std::to_string(verdict.cases) + " cases " +
                               std::to_string(verdict.other_size) + " are of another size, " +
                               std::to_string(verdict.partial_boards) + " do not fill the board, " +
                               std::to_string(verdict.without_outputs) + " have no outputs",
                           {.file = arguments.model.cases});
  }
  const std::string text = arguments.json ? ToJson(verdict).dump(2) + "\n" : ToText(verdict);
  std::fputs(text.c_str(), stdout);
  return verdict.pass() ? kExitDone : kExitCheckFailed;
}

}  // namespace

Verb AddVerify(CLI::App& command) {
  auto arguments = std::make_shared<VerifyArguments>();
  arguments->model.AddTo(command, false);
  command.add_option("--tolerance", arguments->tolerance,
                     "ABS,REL for raw outputs (default: that of the precision in use)");
  command.add_flag("--json", arguments->json, "answer in JSON");
  command.footer(
      "Examples:\n"
      "  harness verify net.bin.gz --cases cases/net\n"
      "  harness verify net.mlpackage --cases cases/net --json\n"
      "  harness verify net.bin.gz --backend ane --cases cases/net --tolerance 0.01,0.01\n"
      "\n"
      "Exit codes: 0 within tolerance, 1 past it, 3 nothing could be compared.");
  return [arguments] { return Verify(*arguments); };
}

}  // namespace tidemark::harness
