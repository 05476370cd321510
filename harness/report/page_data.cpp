#include "harness/report/page_data.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "harness/report/page_timeline.h"
#include "harness/report/report_fields.h"
#include "harness/scenario/names.h"
#include "reference/outputs/error_limits.h"

namespace tidemark::harness {
namespace {

using converter::Json;

// A figure that runs are compared by.
struct PageFigure {
  std::string_view key;
  std::string_view title;
  std::string_view note;
  std::optional<Summary> RunSummary::*summary;
  // Where its effect stands: in a phase (empty: the whole life), under a key.
  std::string_view phase;
  std::string_view effect;
  std::optional<uint64_t> Floor::*floor;
};

constexpr auto kFigures = std::to_array<PageFigure>({
    {"peak_footprint_bytes", "Peak footprint", "the most that the process held in its life",
     &RunSummary::peak_footprint, "", "peak_footprint_bytes", &Floor::peak_footprint_bytes},
    {"steady_footprint_bytes", "Steady footprint", "held at rest, after the last evaluation",
     &RunSummary::steady_footprint, "", "steady_footprint_bytes", &Floor::steady_footprint_bytes},
    {"peak_rss_bytes", "Peak RSS", "the most that was resident in the life of the process",
     &RunSummary::peak_rss, "", "peak_rss_bytes", &Floor::peak_rss_bytes},
    {"steady_rss_bytes", "Steady RSS", "resident at rest, after the last evaluation",
     &RunSummary::steady_rss, "", "steady_rss_bytes", &Floor::steady_rss_bytes},
    {"steady_anon_bytes", "Steady anonymous",
     "resident at rest and of no file, so that the system cannot take it back",
     &RunSummary::steady_anon, "", "steady_anon_bytes", &Floor::steady_anon_bytes},
    {"conversion_peak_rss_bytes", "Conversion peak",
     "the most that was resident while the network was converted", &RunSummary::conversion_peak_rss,
     "convert", "peak_rss_bytes", nullptr},
});

Json FiguresOf(const Report& report) {
  Json list = Json::array();
  for (const PageFigure& figure : kFigures) {
    const auto has_it = [&](const RunRecord& run) {
      return (run.summary.*figure.summary).has_value();
    };
    if (std::none_of(report.runs.begin(), report.runs.end(), has_it)) continue;
    Json json = {{"key", figure.key}, {"title", figure.title}, {"note", figure.note}};
    json["floor_bytes"] = nullptr;
    if (figure.floor != nullptr && (report.floor.*figure.floor).has_value()) {
      json["floor_bytes"] = *(report.floor.*figure.floor);
    }
    list.push_back(std::move(json));
  }
  return list;
}

// What the run's lever set does to a figure against the baseline; null where nobody measured it.
Json DifferenceOf(const Report& report, const RunRecord& run, const std::string& baseline,
                  const PageFigure& figure) {
  for (const Effect& effect : report.effects) {
    if (effect.set != run.lever_set || effect.backend != run.backend ||
        effect.against != baseline || effect.phase.value_or("") != figure.phase) {
      continue;
    }
    for (const MetricEffect& metric : effect.metrics) {
      if (metric.metric == figure.effect && metric.difference.has_value()) {
        return FieldWriter::ToJson(*metric.difference);
      }
    }
  }
  return nullptr;
}

Json PageRun(const Report& report, const RunRecord& run) {
  FieldWriter fields;
  fields.Value("id", run.id);
  fields.Value("lever_set", run.lever_set);
  fields.Value("levers", run.levers.ids());
  fields.Value("backend", run.backend);
  fields.Value("emulated", run.emulated);
  fields.Value("samples", run.samples.size());
  fields.Value("samples_ended_well",
               static_cast<uint64_t>(
                   std::count_if(run.samples.begin(), run.samples.end(),
                                 [](const Sample& sample) { return sample.exit.status == "ok"; })));
  fields.Explained("artifact", run.artifact, run.artifact_reason);
  fields.Explained("error", run.error, run.error_reason);
  fields.Value("backends", run.backends);
  Json json = fields.Take();
  const NamedLevers* baseline = BaselineOf(report.scenario);
  json["is_baseline"] = baseline != nullptr && run.lever_set == baseline->name;
  json["figures"] = Json::object();
  json["differences"] = Json::object();
  for (const PageFigure& figure : kFigures) {
    const std::string key(figure.key);
    const std::optional<Summary>& summary = run.summary.*figure.summary;
    json["figures"][key] = summary.has_value() ? FieldWriter::ToJson(*summary) : Json();
    const bool differs = baseline != nullptr && run.lever_set != baseline->name;
    json["differences"][key] = differs ? DifferenceOf(report, run, baseline->name, figure) : Json();
  }
  json["timeline"] = PageTimeline(run.samples, kMostPagePoints);
  return json;
}

Json ErrorMetrics() {
  Json list = Json::array();
  for (const reference::ErrorMetricInfo& info : reference::kErrorMetricTable) {
    const auto limits = [&info](reference::ErrorLimitSet set) {
      const reference::ErrorLimit limit = LimitOf(info.metric, set);
      return Json{{"p99", limit.p99}, {"max", limit.max}};
    };
    list.push_back({{"key", info.key},
                    {"scale", info.print_scale},
                    {"unit", info.print_unit},
                    {"limits",
                     {{"fp32", limits(reference::ErrorLimitSet::kFp32)},
                      {"current", limits(reference::ErrorLimitSet::kCurrent)}}}});
  }
  return list;
}

Json ScenarioFacts(const Scenario& scenario) {
  const NamedLevers* baseline = BaselineOf(scenario);
  return {{"name", scenario.name},
          {"description", scenario.description},
          {"board", FormatBoard({scenario.board_x, scenario.board_y})},
          {"precision", NameOf(scenario.precision)},
          {"batch", scenario.batch},
          {"repeats", scenario.repeats},
          {"baseline", baseline != nullptr ? Json(baseline->name) : Json()}};
}

}  // namespace

Json PageData(const Report& report) {
  Json data;
  data["scenario"] = ScenarioFacts(report.scenario);
  data["quick"] = report.quick;
  data["environment"] = FieldWriter::ToJson(report.environment);
  data["model"] = report.model ? FieldWriter::ToJson(*report.model) : Json();
  if (!report.model) data["model_reason"] = report.model_reason;
  data["figures"] = FiguresOf(report);
  data["runs"] = Json::array();
  for (const RunRecord& run : report.runs) data["runs"].push_back(PageRun(report, run));
  data["error_metrics"] = ErrorMetrics();
  data["checks"] = FieldWriter::ToJson(report.checks);
  data["warnings"] = FieldWriter::ToJson(report.warnings);
  return data;
}

}  // namespace tidemark::harness
