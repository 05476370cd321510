#ifndef TIDEMARK_HARNESS_REPORT_REPORT_FIELDS_H_
#define TIDEMARK_HARNESS_REPORT_REPORT_FIELDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/report/json_fields.h"
#include "harness/report/profile_fields.h"
#include "harness/report/report.h"
#include "harness/report/sample_fields.h"
#include "harness/scenario/scenario_reader.h"
#include "harness/scenario/scenario_writer.h"

namespace tidemark::harness {

// The keys of a report; scenarios/report.schema.json says what they mean.

// Throws FormatError for anything but the name of a status.
CheckStatus ReadCheckStatus(const converter::JsonValue& value);

// Throw FormatError for a document that is no report, or one of another version.
void CheckKind(const converter::JsonValue& value);
void CheckSchemaVersion(const converter::JsonValue& value);

inline constexpr std::string_view kReportKind = "tidemark.report";

template <typename Fields, Of<Environment> T>
void Describe(Fields& fields, T& environment) {
  fields.Value("os", environment.os);
  fields.Value("kernel", environment.kernel);
  fields.Value("arch", environment.arch);
  fields.Explained("cpu", environment.cpu.value, environment.cpu.reason);
  fields.Value("cores", environment.cores);
  fields.Value("page_size_bytes", environment.page_size_bytes);
  fields.Measured("memory_bytes", environment.memory_bytes, kNotReported);
  fields.Value("allocator", environment.allocator);
  fields.Value("allocator_settings", environment.allocator_settings);
  fields.Explained("thp", environment.thp.value, environment.thp.reason);
  fields.Value("peak_resettable", environment.peak_resettable);
  fields.Value("primary_metric", environment.primary_metric);
  fields.Value("tidemark_version", environment.tidemark_version);
  fields.Explained("git_commit", environment.git_commit.value, environment.git_commit.reason);
  fields.Value("build_type", environment.build_type);
  fields.Value("compiler", environment.compiler);
  fields.Value("sanitized", environment.sanitized);
  fields.Value("host_class", environment.host_class);
}

template <typename Fields, Of<LayerFacts> T>
void Describe(Fields& fields, T& layer) {
  fields.Value("name", layer.name);
  fields.Value("kind", layer.kind);
  fields.Value("parameters", layer.parameters);
  fields.Value("stored_bytes", layer.stored_bytes);
}

template <typename Fields, Of<ModelFacts> T>
void Describe(Fields& fields, T& model) {
  fields.Value("name", model.name);
  fields.Value("format_version", model.format_version);
  fields.Value("file_sha256", model.file_sha256);
  fields.Value("content_sha256", model.content_sha256);
  fields.Value("file_bytes", model.file_bytes);
  fields.Value("inflated_bytes", model.inflated_bytes);
  fields.Value("parameters", model.parameters);
  fields.Value("blocks", model.blocks);
  fields.Value("trunk_channels", model.trunk_channels);
  fields.Value("synthetic", model.synthetic);
  fields.Optional("layers", model.layers);
}

template <typename Fields, Of<Floor> T>
void Describe(Fields& fields, T& floor) {
  const std::string reason = floor.reason.empty() ? std::string(kNotReported) : floor.reason;
  const auto figure = [&](std::string_view key, auto& value) {
    std::string why = reason;
    fields.Explained(key, value, why);
    if constexpr (Fields::kReads) {
      if (!value.has_value() && why != kNotReported) floor.reason = why;
    }
  };
  figure("peak_rss_bytes", floor.peak_rss_bytes);
  figure("steady_rss_bytes", floor.steady_rss_bytes);
  figure("steady_anon_bytes", floor.steady_anon_bytes);
  figure("peak_footprint_bytes", floor.peak_footprint_bytes);
  figure("steady_footprint_bytes", floor.steady_footprint_bytes);
}

template <typename Fields, Of<LeverSet> T>
void Describe(Fields& fields, T& levers) {
  for (const LeverInfo& info : Levers()) {
    bool on = levers.Has(info.lever);
    fields.Flag(info.id, on);
    if constexpr (Fields::kReads) {
      if (on) levers.Add(info.lever);
    }
  }
}

template <typename Fields, Of<Summary> T>
void Describe(Fields& fields, T& summary) {
  fields.Value("min", summary.min);
  fields.Value("median", summary.median);
  fields.Value("max", summary.max);
  fields.Value("n", summary.n);
}

template <typename Fields, Of<RunSummary> T>
void Describe(Fields& fields, T& summary) {
  constexpr std::string_view reason = "no sample that ended well has it";
  fields.Measured("peak_rss_bytes", summary.peak_rss, reason);
  fields.Measured("steady_rss_bytes", summary.steady_rss, reason);
  fields.Measured("steady_anon_bytes", summary.steady_anon, reason);
  fields.MeasuredSince("steady_file_bytes", summary.steady_file, reason);
  fields.MeasuredSince("peak_anon_bytes", summary.peak_anon, reason);
  fields.Measured("trimmed_rss_bytes", summary.trimmed_rss, reason);
  fields.Measured("trimmed_anon_bytes", summary.trimmed_anon, reason);
  fields.Measured("conversion_peak_rss_bytes", summary.conversion_peak_rss, reason);
  fields.MeasuredSince("conversion_wall_s", summary.conversion_wall_s, reason);
  fields.MeasuredSince("conversion_cpu_s", summary.conversion_cpu_s, reason);
  fields.Measured("peak_footprint_bytes", summary.peak_footprint, reason);
  fields.Measured("steady_footprint_bytes", summary.steady_footprint, reason);
  fields.Measured("growth_bytes_per_evaluation", summary.growth_per_evaluation, reason);
  fields.Measured("evaluate_s", summary.evaluate_s, reason);
  fields.MeasuredSince("wall_s", summary.wall_s, reason);
  fields.MeasuredSince("cpu_s", summary.cpu_s, reason);
}

template <typename Fields, Of<DerivedTable> T>
void Describe(Fields& fields, T& table) {
  fields.Value("what", table.what);
  fields.Text("layer", table.layer);
  fields.Value("bytes", table.bytes);
  fields.Value("unshared_bytes", table.unshared_bytes);
}

template <typename Fields, Of<Artifact> T>
void Describe(Fields& fields, T& artifact) {
  fields.Value("weight_bin_sha256", artifact.weight_bin_sha256);
  fields.Value("model_sha256", artifact.model_sha256);
  fields.Value("bytes", artifact.bytes);
  fields.List("derived", artifact.derived);
  fields.Text("tier", artifact.tier);
}

template <typename Fields, Of<reference::ErrorSummary> T>
void Describe(Fields& fields, T& error) {
  fields.Value("mean", error.mean);
  fields.Value("p90", error.p90);
  fields.Value("p99", error.p99);
  fields.Value("max", error.max);
  fields.Value("n", error.n);
}

template <typename Fields, Of<ClosestMetric> T>
void Describe(Fields& fields, T& closest) {
  fields.Value("metric", closest.metric);
  fields.Value("ratio", closest.ratio);
}

template <typename Fields, Of<KatagoVerdict> T>
void Describe(Fields& fields, T& verdict) {
  fields.Value("limits", verdict.limits);
  fields.Value("closest_p99", verdict.closest_p99);
  fields.Value("closest_max", verdict.closest_max);
  fields.Value("pass", verdict.pass);
}

template <typename Fields, Of<OutputErrors> T>
void Describe(Fields& fields, T& errors) {
  constexpr std::string_view reason = "no position was compared";
  fields.Value("reference", errors.reference);
  fields.Value("positions", errors.positions);
  for (const reference::ErrorMetricInfo& info : reference::kErrorMetricTable) {
    fields.Measured(info.key, errors.metrics[static_cast<size_t>(info.metric)], reason);
  }
  fields.Measured("raw_max_abs", errors.raw_max_abs, reason);
  fields.Optional("katago", errors.katago);
}

template <typename Fields, Of<BackendRecord> T>
void Describe(Fields& fields, T& record) {
  constexpr std::string_view no_memory = "no process told of memory of a device";
  fields.Value("backend", record.backend);
  fields.Text("device", record.device);
  fields.Value("precision", record.precision);
  fields.Value("emulated", record.emulated);
  fields.Measured("device_weight_bytes", record.device_weight_bytes, no_memory);
  fields.Measured("device_activation_bytes", record.device_activation_bytes, no_memory);
  fields.Value("unified_memory", record.unified_memory);
  fields.Measured("evaluate_s", record.evaluate_s, "no sample that ended well has it");
  fields.Value("errors", record.errors);
}

template <typename Fields, Of<InactiveLever> T>
void Describe(Fields& fields, T& inactive) {
  fields.Value("lever", inactive.lever);
  fields.Value("reason", inactive.reason);
}

template <typename Fields, Of<RunRecord> T>
void Describe(Fields& fields, T& run) {
  fields.Value("id", run.id);
  fields.Value("lever_set", run.lever_set);
  fields.Value("levers", run.levers);
  fields.Value("devices", run.devices);
  fields.Value("backend", run.backend);
  fields.Value("emulated", run.emulated);
  fields.List("backends", run.backends);
  fields.List("inactive_levers", run.inactive_levers);
  fields.Optional("command", run.command);
  fields.Value("samples", run.samples);
  fields.Value("summary", run.summary);
  fields.Explained("artifact", run.artifact, run.artifact_reason);
  fields.Explained("error", run.error, run.error_reason);
  fields.ExplainedIfAny("profile", run.profile, run.profile_reason);
}

template <typename Fields, Of<Difference> T>
void Describe(Fields& fields, T& difference) {
  fields.Value("delta", difference.delta);
  fields.Measured("percent", difference.percent, "the median it is compared with is 0");
  std::optional<std::vector<double>> interval;
  if (difference.ci95) interval = {difference.ci95->low, difference.ci95->high};
  fields.Explained("ci95", interval, difference.reason);
  if constexpr (Fields::kReads) {
    if (interval && interval->size() != 2) fields.At("ci95").Fail("expected two numbers");
    if (interval) difference.ci95 = Interval{.low = interval->front(), .high = interval->back()};
  }
  fields.Value("p", difference.p);
  fields.Measured("significant", difference.significant, difference.reason);
}

template <typename Fields, Of<Effect> T>
void Describe(Fields& fields, T& effect) {
  fields.Value("set", effect.set);
  fields.Value("levers", effect.levers);
  fields.Value("backend", effect.backend);
  fields.Value("against", effect.against);
  fields.Nullable("phase", effect.phase);
  if constexpr (Fields::kReads) {
    for (const std::string& key : fields.KeysLeft("_bytes")) {
      effect.metrics.push_back({.metric = key});
    }
  }
  for (auto& metric : effect.metrics) {
    fields.Explained(metric.metric, metric.difference, metric.reason);
  }
}

template <typename Fields, Of<Check> T>
void Describe(Fields& fields, T& check) {
  fields.Value("name", check.name);
  std::string status(NameOf(check.status));
  fields.Value("status", status);
  if constexpr (Fields::kReads) check.status = ReadCheckStatus(fields.At("status"));
  fields.Value("actual", check.actual);
  fields.Value("limit", check.limit);
  fields.Text("reason", check.reason);
  fields.Text("run", check.run);
}

template <typename Fields, Of<Warning> T>
void Describe(Fields& fields, T& warning) {
  fields.Value("id", warning.id);
  fields.Text("run", warning.run);
  fields.Value("message", warning.message);
}

template <typename Fields, Of<Shard> T>
void Describe(Fields& fields, T& shard) {
  fields.Value("index", shard.index);
  fields.Value("count", shard.count);
  if constexpr (Fields::kReads) {
    if (shard.index < 1 || shard.index > shard.count || shard.count > kMaxShards) {
      fields.At("index").Fail("expected 1 <= index <= count <= " + std::to_string(kMaxShards));
    }
  }
}

template <typename Fields, Of<Report> T>
void Describe(Fields& fields, T& report) {
  if constexpr (Fields::kReads) {
    CheckKind(fields.At("kind"));
    CheckSchemaVersion(fields.At("schema_version"));
    report.scenario = RecordedScenario(fields.At("scenario"));
  } else {
    fields.Value("schema_version", kReportSchemaVersion);
    fields.Value("kind", std::string(kReportKind));
    fields.Value("scenario", ScenarioToJson(report.scenario));
  }
  fields.Value("quick", report.quick);
  fields.Optional("shard", report.shard);
  fields.Value("environment", report.environment);
  fields.Explained("model", report.model, report.model_reason);
  fields.Value("floor", report.floor);
  fields.Value("runs", report.runs);
  fields.Value("effects", report.effects);
  fields.Value("checks", report.checks);
  fields.Value("warnings", report.warnings);
}

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_REPORT_FIELDS_H_
