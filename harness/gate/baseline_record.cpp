#include "harness/gate/baseline_record.h"

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/hex.h"
#include "converter/io/json_value.h"
#include "converter/io/sha256.h"
#include "converter/io/strict_json.h"
#include "harness/measure/metric.h"
#include "harness/report/json_fields.h"
#include "harness/report/json_text.h"

namespace tidemark::harness {

namespace {

using converter::Json;
using converter::JsonValue;

constexpr std::string_view kBaselineKind = "tidemark.baseline";
constexpr std::string_view kNoiseKind = "tidemark.noise";
constexpr int kRecordSchemaVersion = 1;

}  // namespace

template <typename Fields, Of<NoiseFigure> T>
void Describe(Fields& fields, T& figure) {
  fields.Value("metric", figure.metric);
  fields.Value("sigma_bytes", figure.sigma_bytes);
  fields.Value("median_bytes", figure.median_bytes);
  fields.Value("min_bytes", figure.min_bytes);
  fields.Value("max_bytes", figure.max_bytes);
}

template <typename Fields, Of<CellNoise> T>
void Describe(Fields& fields, T& cell) {
  fields.Value("cell", cell.cell);
  fields.Value("figures", cell.figures);
}

template <typename Fields, Of<NoiseRecord> T>
void Describe(Fields& fields, T& noise) {
  fields.Value("scenario", noise.scenario);
  fields.Value("host_class", noise.host_class);
  fields.Text("git_commit", noise.git_commit);
  fields.Value("runs", noise.runs);
  fields.Value("repeats", noise.repeats);
  fields.Value("cells", noise.cells);
}

template <typename Fields, Of<AnchorFigure> T>
void Describe(Fields& fields, T& figure) {
  fields.Value("metric", figure.metric);
  fields.Value("median_bytes", figure.median_bytes);
}

template <typename Fields, Of<CellAnchor> T>
void Describe(Fields& fields, T& cell) {
  fields.Value("cell", cell.cell);
  fields.Value("figures", cell.figures);
}

template <typename Fields, Of<Anchor> T>
void Describe(Fields& fields, T& anchor) {
  fields.Value("tidemark_version", anchor.tidemark_version);
  fields.Text("git_commit", anchor.git_commit);
  fields.Value("cells", anchor.cells);
}

template <typename Fields, Of<BaselineRecord> T>
void Describe(Fields& fields, T& record) {
  fields.Value("report_sha256", record.report_sha256);
  fields.Value("host_class", record.host_class);
  fields.Value("anchor", record.anchor);
  fields.Measured("noise", record.noise, "no `harness noise` was taken for this baseline");
}

namespace {

// A document of one of the two kinds around its content.
template <typename Record>
void Write(std::string_view kind, const Record& record, const std::filesystem::path& file) {
  Json json = {{"schema_version", kRecordSchemaVersion}, {"kind", kind}};
  json.update(FieldWriter::ToJson(record));
  converter::WriteFileAtomically(file, JsonText(json), converter::Existing::kReplace);
}

template <typename Record>
Record Read(std::string_view kind, const std::filesystem::path& file) {
  Json json = converter::ReadStrictJson(file, {.bytes = uint64_t{16} << 20});
  const std::string name = file.string();
  {
    const converter::JsonObject object = JsonValue(json, name).AnyObject();
    const JsonValue found = object.At("kind");
    if (found.String() != kind) {
      found.Fail("expected \"" + std::string(kind) + "\", found " + found.Dump());
    }
    const JsonValue version = object.At("schema_version");
    if (version.Integer(0, 1'000'000) != kRecordSchemaVersion) {
      version.Fail("this program reads schema_version " + std::to_string(kRecordSchemaVersion) +
                   " only");
    }
  }
  json.erase("kind");
  json.erase("schema_version");
  Record record;
  FieldReader::FromJson(JsonValue(json, name), record);
  return record;
}

// Looks one figure of one cell up.
template <typename Figure, typename Cells>
const Figure* Find(const Cells& cells, std::string_view cell, std::string_view metric) {
  for (const auto& entry : cells) {
    if (entry.cell != cell) continue;
    for (const Figure& figure : entry.figures) {
      if (figure.metric == metric) return &figure;
    }
  }
  return nullptr;
}

}  // namespace

std::filesystem::path BaselineRecordPath(const std::filesystem::path& report) {
  return std::filesystem::path(report).replace_extension("baseline.json");
}

std::optional<BaselineRecord> FindBaselineRecord(const std::filesystem::path& report) {
  const std::filesystem::path file = BaselineRecordPath(report);
  if (!std::filesystem::exists(file)) return std::nullopt;
  auto record = Read<BaselineRecord>(kBaselineKind, file);
  if (record.report_sha256 != converter::ToHex(converter::Sha256OfFile(report))) {
    throw FormatError("this is not the record of " + report.filename().string() +
                          " as it is now; `harness baseline update` writes both",
                      {.file = file.string(), .key = "report_sha256"});
  }
  return record;
}

void WriteBaselineRecord(const BaselineRecord& record, const std::filesystem::path& file) {
  Write(kBaselineKind, record, file);
}

void WriteNoiseRecord(const NoiseRecord& record, const std::filesystem::path& file) {
  Write(kNoiseKind, record, file);
}

NoiseRecord ReadNoiseRecord(const std::filesystem::path& file) {
  return Read<NoiseRecord>(kNoiseKind, file);
}

Anchor AnchorOf(const Report& report) {
  Anchor anchor = {.tidemark_version = report.environment.tidemark_version,
                   .git_commit = report.environment.git_commit.value.value_or("")};
  for (const RunRecord& run : report.runs) {
    CellAnchor& cell = anchor.cells.emplace_back(CellAnchor{.cell = run.id});
    for (const LifeMetric& metric : LifeMetrics()) {
      if (metric.is_growth) continue;
      if (const auto summary = Summarise(ValuesOf(run.samples, metric))) {
        cell.figures.push_back({.metric = std::string(metric.id), .median_bytes = summary->median});
      }
    }
  }
  return anchor;
}

const NoiseFigure* FindNoise(const NoiseRecord& noise, std::string_view cell,
                             std::string_view metric) {
  return Find<NoiseFigure>(noise.cells, cell, metric);
}

const AnchorFigure* FindAnchor(const Anchor& anchor, std::string_view cell,
                               std::string_view metric) {
  return Find<AnchorFigure>(anchor.cells, cell, metric);
}

}  // namespace tidemark::harness
