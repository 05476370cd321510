#include <cstdio>
#include <vector>

#include "harness/cli/error_lines.h"
#include "harness/cli/text.h"
#include "harness/cli/verification.h"

namespace tidemark::harness {
namespace {

std::string Number(const std::optional<reference::ValueDifference>& difference) {
  if (!difference.has_value()) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", difference->difference);
  return text;
}

std::string PlaceText(const reference::ValuePlace& place) {
  std::string text =
      "case " + std::to_string(place.case_index) + " channel " + std::to_string(place.channel);
  if (place.y.has_value() && place.x.has_value()) {
    text += " row " + std::to_string(*place.y) + " column " + std::to_string(*place.x);
  }
  return text;
}

std::string RawTable(const reference::RawComparison& raw) {
  std::vector<std::vector<std::string>> rows = {
      {"OUTPUT", "MAX ABS", "MAX REL", "OUT OF TOLERANCE", "WHERE"}};
  for (const reference::OutputDifference& output : raw.outputs()) {
    const auto& where = output.worst_failure.has_value() ? output.worst_failure : output.absolute;
    rows.push_back({std::string(output.output), Number(output.absolute), Number(output.relative),
                    WithCommas(output.failures),
                    where.has_value() ? PlaceText(where->place) : "-"});
  }
  return FormatTable(rows, {false, true, true, true, false});
}

std::string EncodingText(const Verification& verification) {
  const reference::InputComparison& encoding = *verification.encoding;
  char line[256];
  std::snprintf(line, sizeof line, "encoding: %s of %s values of %zu positions are as recorded",
                WithCommas(encoding.values() - encoding.mismatches()).c_str(),
                WithCommas(encoding.values()).c_str(), encoding.cases());
  std::string text = line;
  if (verification.without_positions > 0) {
    text += ", " + std::to_string(verification.without_positions) + " cases have no position";
  }
  if (const auto& first = encoding.first()) {
    std::snprintf(line, sizeof line, "; first: %s %s is %g, recorded %g",
                  std::string(first->input).c_str(), PlaceText(first->place).c_str(),
                  static_cast<double>(first->encoded), static_cast<double>(first->recorded));
    text += line;
  }
  return text + "\n";
}

std::string PostProcessingText(const reference::EvaluationComparison& comparison) {
  if (comparison.cases() == 0) return "";
  char line[256];
  if (comparison.pass() && comparison.largest()->difference == 0) {
    std::snprintf(line, sizeof line,
                  "post-processing: %zu cases are as recorded, to the last bit\n",
                  comparison.cases());
    return line;
  }
  std::snprintf(line, sizeof line,
                "post-processing: %zu cases, at most %.2g off (%s of case %zu), %s values past "
                "%.0e, %s moves legal on one side only\n",
                comparison.cases(), comparison.largest()->difference,
                std::string(comparison.largest()->key).c_str(), comparison.largest()->case_index,
                WithCommas(comparison.failures()).c_str(), reference::kEvaluationTolerance,
                WithCommas(comparison.legality_mismatches()).c_str());
  return line;
}

std::string VerdictText(const Verification& verification) {
  char line[256];
  std::snprintf(line, sizeof line, "%s: %zu of %zu cases compared in %s%s",
                verification.pass() ? "pass" : "FAIL", verification.compared, verification.cases,
                verification.precision.c_str(), verification.emulated ? " (emulated)" : "");
  std::string text = line;
  const size_t skipped = verification.cases - verification.compared;
  if (skipped > 0) {
    text += ", " + std::to_string(skipped) + " skipped (" +
            std::to_string(verification.other_size) + " of another size, " +
            std::to_string(verification.partial_boards) + " not filling the board, " +
            std::to_string(verification.without_outputs) + " without outputs)";
  }
  return text + "\n";
}

std::string OutputsText(const Verification& verification) {
  const reference::GoDifferences& go = verification.go;
  char line[256];
  std::snprintf(line, sizeof line,
                "winrate %.4f %%, policy %.5f, ownership %.5f, lead %.4f points at most apart\n",
                100 * go.winrate, go.policy, go.ownership, go.lead);
  std::string text = line;
  if (verification.tolerances.go.has_value() && !Within(go, *verification.tolerances.go)) {
    const reference::GoTolerance& limit = *verification.tolerances.go;
    std::snprintf(
        line, sizeof line,
        "  which is past the tolerance: winrate %g %%, policy %g, ownership %g, lead %g\n",
        100 * limit.winrate, limit.policy, limit.ownership, limit.lead);
    text += line;
  }
  return RawTable(verification.raw) + text + "\n" +
         ErrorLines(verification.statistics, verification.backend + " " + verification.precision,
                    verification.limits()) +
         "\n";
}

}  // namespace

std::string VerificationText(const Verification& verification) {
  std::string text = verification.compared > 0 ? OutputsText(verification) : "";
  if (verification.encoding.has_value()) text += EncodingText(verification);
  if (verification.post_processing.has_value()) {
    text += PostProcessingText(*verification.post_processing);
  }
  return text + VerdictText(verification);
}

}  // namespace tidemark::harness
