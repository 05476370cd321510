#include "harness/report/parity.h"

#include <cstddef>
#include <map>

#include "harness/report/json_text.h"
#include "harness/report/report_fields.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

using reference::ErrorMetric;

constexpr char kNone[] = "-";

// What tells a row from the others.
std::string KeyOf(const BackendRecord& backend, const OutputErrors& errors) {
  return backend.backend + '\n' + backend.device + '\n' + backend.precision +
         (backend.emulated ? " emulated\n" : "\n") + JsonText(FieldWriter::ToJson(errors));
}

// Single precision is right to far more digits than half precision.
std::string PercentageText(double fraction) { return NumberText(100 * fraction) + " %"; }

std::string ClosestText(const ClosestMetric& closest) {
  return NumberText(closest.ratio) + " (" + closest.metric + ")";
}

}  // namespace

std::vector<ParityRow> ParityOf(const Report& report) {
  std::vector<ParityRow> rows;
  std::map<std::string, size_t> places;
  for (const RunRecord& run : report.runs) {
    for (const BackendRecord& backend : run.backends) {
      for (const OutputErrors& errors : backend.errors) {
        const auto [place, is_new] = places.emplace(KeyOf(backend, errors), rows.size());
        if (is_new) rows.push_back({.backend = &backend, .errors = &errors});
        rows[place->second].runs.push_back(run.id);
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
