#include "harness/report/parity.h"

#include <algorithm>

#include "harness/report/report_fields.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

using reference::ErrorMetric;

constexpr char kNone[] = "-";

bool AreSame(const BackendRecord& a, const BackendRecord& b) {
  return a.backend == b.backend && a.device == b.device && a.precision == b.precision &&
         a.emulated == b.emulated;
}

bool AreSame(const OutputErrors& a, const OutputErrors& b) {
  return FieldWriter::ToJson(a) == FieldWriter::ToJson(b);
}

// Single precision is right to far more digits than half precision.
std::string PercentageText(double fraction) { return NumberText(100 * fraction) + " %"; }

std::string ClosestText(const ClosestMetric& closest) {
  return NumberText(closest.ratio) + " (" + closest.metric + ")";
}

}  // namespace

std::vector<ParityRow> ParityOf(const Report& report) {
  std::vector<ParityRow> rows;
  for (const RunRecord& run : report.runs) {
    for (const BackendRecord& backend : run.backends) {
      for (const OutputErrors& errors : backend.errors) {
        const auto same = std::ranges::find_if(rows, [&](const ParityRow& row) {
          return AreSame(*row.backend, backend) && AreSame(*row.errors, errors);
        });
        if (same == rows.end()) {
          rows.push_back({.backend = &backend, .errors = &errors, .runs = {run.id}});
        } else {
          same->runs.push_back(run.id);
        }
      }
    }
  }
  return rows;
}

std::vector<std::string> ParityHeading() {
  return {"backend", "against", "positions", "winrate mean", "p99", "max",
          "KL max",  "limits",  "p99/limit", "max/limit",    "runs"};
}

std::vector<std::string> ParityTexts(const ParityRow& row) {
  const OutputErrors& errors = *row.errors;
  std::vector<std::string> texts = {row.backend->backend + " " + row.backend->precision +
                                        (row.backend->emulated ? " (emulated)" : ""),
                                    errors.reference, std::to_string(errors.positions)};
  const auto& winrate = errors.Of(ErrorMetric::kWinrate);
  const auto& divergence = errors.Of(ErrorMetric::kPolicyKl);
  texts.push_back(winrate.has_value() ? PercentageText(winrate->mean) : kNone);
  texts.push_back(winrate.has_value() ? PercentageText(winrate->p99) : kNone);
  texts.push_back(winrate.has_value() ? PercentageText(winrate->max) : kNone);
  texts.push_back(divergence.has_value() ? NumberText(divergence->max) : kNone);
  if (errors.katago.has_value()) {
    texts.push_back(errors.katago->limits + (errors.katago->pass ? ", kept" : ", BROKEN"));
    texts.push_back(ClosestText(errors.katago->closest_p99));
    texts.push_back(ClosestText(errors.katago->closest_max));
  } else {
    texts.insert(texts.end(), {kNone, kNone, kNone});
  }
  std::string runs;
  for (const std::string& run : row.runs) runs += (runs.empty() ? "" : ", ") + run;
  texts.push_back(runs);
  return texts;
}

}  // namespace tidemark::harness
