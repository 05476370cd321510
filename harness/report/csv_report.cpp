#include "harness/report/csv_report.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/io/printable_text.h"
#include "harness/report/json_fields.h"
#include "harness/report/sample_fields.h"
#include "harness/report/text_stream.h"

namespace tidemark::harness {
namespace {

constexpr std::string_view kLife = "life";
constexpr std::string_view kEnd = "end_";

constexpr auto kColumns = std::to_array<std::string_view>({
    "scenario",
    "run",
    "lever_set",
    "backend",
    "emulated",
    "repeat",
    "phase",
    "status",
    "finished",
    "wall_s",
    "cpu_s",
    "peak_rss_bytes",
    "end_rss_bytes",
    "end_anon_bytes",
    "end_file_bytes",
    "end_shmem_bytes",
    "end_lazyfree_bytes",
    "end_swap_bytes",
    "steady_rss_bytes",
    "steady_anon_bytes",
    "steady_file_bytes",
    "trimmed_rss_bytes",
    "trimmed_anon_bytes",
    "steady_on_plateau",
    "conversion_peak_rss_bytes",
    "growth_bytes_per_evaluation",
    "peak_footprint_bytes",
    "end_footprint_bytes",
    "steady_footprint_bytes",
    "reason",
});

// One line, so that a row is one too; in quotes where the text would end the cell.
std::string Cell(std::string_view text) {
  const std::string printable = converter::PrintableText(text);
  if (printable.find_first_of(",\"") == std::string::npos) return printable;
  std::string quoted = "\"";
  for (const char c : printable) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

// One row. Describe() of a sample or a phase fills in the columns that are named as its keys.
class RowFields {
 public:
  static constexpr bool kReads = false;

  void Set(std::string_view column, std::string_view text) { Put(column, Cell(text)); }

  template <typename T>
  void Value(std::string_view key, const T& value) {
    if constexpr (std::same_as<T, MemoryReading>) {
      prefix_ = kEnd;
      Describe(*this, value);
      prefix_ = {};
    } else if constexpr (std::same_as<T, bool>) {
      Put(ColumnOf(key), value ? "true" : "false");
    } else if constexpr (std::integral<T>) {
      Put(ColumnOf(key), std::to_string(value));
    } else if constexpr (std::floating_point<T>) {
      Put(ColumnOf(key), FieldWriter::ToJson(value).dump());
    } else if constexpr (std::convertible_to<T, std::string_view>) {
      Set(ColumnOf(key), value);
    }
  }

  template <typename T>
  void Measured(std::string_view key, const std::optional<T>& value, std::string_view reason) {
    if (value.has_value()) return Value(key, *value);
    if (std::ranges::find(kColumns, ColumnOf(key)) == kColumns.end()) return;
    const auto found = std::ranges::find(missing_, reason, &Missing::reason);
    if (found == missing_.end()) {
      missing_.push_back({.keys = ColumnOf(key), .reason = std::string(reason)});
    } else {
      found->keys += " " + ColumnOf(key);
    }
  }

  // What only some rows have is no column.
  template <typename T>
  void Optional(std::string_view, const std::optional<T>&) {}

  template <typename T>
  void MeasuredSince(std::string_view key, const std::optional<T>& value, std::string_view reason) {
    Measured(key, value, reason);
  }

  template <typename T>
  void Explained(std::string_view key, const std::optional<T>& value, const std::string& reason) {
    Measured(key, value, reason.empty() ? "not measured" : std::string_view(reason));
  }

  void WriteTo(TextStream& out) {
    std::string reasons;
    for (const Missing& missing : missing_) {
      reasons += (reasons.empty() ? "" : "; ") + missing.keys + ": " + missing.reason;
    }
    Set("reason", reasons);
    for (size_t i = 0; i < cells_.size(); ++i) out << (i > 0 ? "," : "") << cells_[i];
    out << "\n";
  }

 private:
  // Columns that are empty for one reason.
  struct Missing {
    std::string keys = {};
    std::string reason = {};
  };

  void Put(std::string_view column, std::string cell) {
    const auto found = std::ranges::find(kColumns, column);
    if (found == kColumns.end()) return;
    cells_[static_cast<size_t>(found - kColumns.begin())] = std::move(cell);
  }

  std::string ColumnOf(std::string_view key) const {
    return std::string(prefix_) + std::string(key);
  }

  std::array<std::string, kColumns.size()> cells_ = {};
  std::vector<Missing> missing_;
  std::string_view prefix_ = {};
};

void SetLabels(const Report& report, const RunRecord& run, const Sample& sample, RowFields& row) {
  row.Set("scenario", report.scenario.name);
  row.Set("run", run.id);
  row.Set("lever_set", run.lever_set);
  row.Set("backend", run.backend);
  row.Value("emulated", run.emulated);
  row.Value("repeat", sample.repeat);
}

}  // namespace

void WriteCsvReport(const Report& report, converter::ByteSink& sink) {
  TextStream out(sink);
  for (size_t i = 0; i < kColumns.size(); ++i) out << (i > 0 ? "," : "") << kColumns[i];
  out << "\n";
  for (const RunRecord& run : report.runs) {
    for (const Sample& sample : run.samples) {
      RowFields life;
      SetLabels(report, run, sample, life);
      life.Set("phase", kLife);
      life.Set("status", sample.exit.status);
      Describe(life, sample);
      life.WriteTo(out);
      for (const PhaseRecord& phase : sample.phases) {
        RowFields row;
        SetLabels(report, run, sample, row);
        row.Set("phase", phase.name);
        Describe(row, phase);
        row.WriteTo(out);
      }
    }
  }
  out.Flush();
}

}  // namespace tidemark::harness
