#include "harness/report/console_report.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "converter/io/printable_text.h"
#include "harness/report/lever_contributions.h"
#include "harness/report/parity.h"
#include "harness/report/primary_metric.h"
#include "harness/report/profile_table.h"
#include "harness/report/profile_text.h"
#include "harness/report/report_heading.h"
#include "harness/report/resident.h"
#include "harness/report/text_table.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr char kNone[] = "-";
constexpr size_t kHashDigits = 8;

std::string MedianText(const std::optional<Summary>& summary) {
  return summary.has_value() ? BytesText(summary->median) : kNone;
}

class ConsoleWriter {
 public:
  ConsoleWriter(const Report& report, const ConsoleOptions& options)
      : report_(report), options_(options), metric_(PrimaryMetricOf(report.environment)) {}

  std::string Write() {
    WriteHeading();
    WriteTable();
    WriteContributions();
    WriteResidents();
    WriteParity();
    WriteProfiles();
    WriteChecks();
    WriteWarnings();
    return std::move(text_);
  }

 private:
  void WriteHeading() {
    AddLine(report_.scenario.name + ": " + ModelLine(report_));
    AddLine(SettingsLine(report_));
    AddLine(HostLine(report_.environment));
    if (const std::optional<uint64_t> floor = report_.floor.*metric_.floor) {
      AddLine("floor " + BytesText(static_cast<double>(*floor)) +
              ": the peak of a process that does nothing");
    }
    AddLine("");
  }

  void WriteTable() {
    const NamedLevers* baseline = BaselineOf(report_.scenario);
    std::vector<std::string> heading = {"run", "peak " + metric_.name};
    if (baseline != nullptr) heading.push_back("against " + baseline->name);
    heading.push_back("steady " + metric_.name);
    if (baseline != nullptr) heading.push_back("against " + baseline->name);
    heading.insert(heading.end(), {"converting", "winrate error max", "package"});

    TextTable table;
    table.AddRow(std::move(heading));
    for (const RunRecord& run : report_.runs) {
      std::vector<std::string> row = {run.id + (run.emulated ? " (emulated)" : "")};
      row.push_back(MedianText(run.summary.*metric_.peak));
      if (baseline != nullptr) row.push_back(EffectText(run, *baseline, metric_.peak_key));
      row.push_back(MedianText(run.summary.*metric_.steady));
      if (baseline != nullptr) row.push_back(EffectText(run, *baseline, metric_.steady_key));
      row.push_back(MedianText(run.summary.conversion_peak_rss));
      row.push_back(WinrateText(run));
      row.push_back(PackageText(run, baseline));
      for (std::string& cell : row) cell = converter::PrintableText(cell);
      table.AddRow(std::move(row));
    }
    text_ += table.Text();
    if (unclear_) text_ += "~ may be chance: not significant, or too few repeats to tell\n";
  }

  // What stays where, and why, for engines with a GPU: levers reach less of it.
  void WriteResidents() {
    const auto has_gpu = [](const RunRecord& run) {
      return std::ranges::find(run.devices, "gpu") != run.devices.end();
    };
    if (std::ranges::none_of(report_.runs, has_gpu)) return;
    AddLine("");
    AddLine("resident at rest, by owner:");
    for (const Resident& resident : ResidentsOf(report_)) {
      AddLine("  " + resident.run + ": " + OwnersText(resident));
      if (!resident.why.empty()) AddLine("    " + resident.why);
    }
  }

  // How far each device is from the reference and from the others.
  void WriteParity() {
    const std::vector<ParityRow> rows = ParityOf(report_);
    if (rows.empty()) return;
    TextTable table;
    table.AddRow(ParityHeading());
    for (const ParityRow& row : rows) {
      std::vector<std::string> texts = ParityTexts(row);
      for (std::string& text : texts) text = converter::PrintableText(text);
      table.AddRow(std::move(texts));
    }
    AddLine("");
    text_ += table.Text();
    for (const ParityRow& row : rows) {
      if (row.backend->device.empty() || row.errors != &row.backend->errors.front()) continue;
      AddLine(row.backend->backend + " " + row.backend->precision + " is " + row.backend->device);
    }
  }

  // Where layers were timed: of the first run on each engine, since levers leave the layers alone.
  void WriteProfiles() {
    std::vector<std::string> shown;
    for (const RunRecord& run : report_.runs) {
      if (!run.profile && !run.profile_reason.empty()) {
        AddLine("");
        AddLine("layers of " + run.id + ": " + run.profile_reason);
      }
      if (!run.profile || std::ranges::find(shown, run.backend) != shown.end()) continue;
      shown.push_back(run.backend);
      AddLine("");
      AddLine("layers of " + run.id + ", " + ProfileBasis(*run.profile) + ":");
      text_ += ProfileText(*run.profile, kLongestLayers);
    }
  }

  // Each lever alone and on top of the others, where a scenario has both.
  void WriteContributions() {
    const auto contributions = LeverContributions(report_, {metric_.peak_key, metric_.steady_key});
    if (contributions.empty()) return;
    TextTable table;
    table.AddRow({"lever", "peak, alone", "peak, on top", "steady, alone", "steady, on top", ""});
    for (const LeverContribution& contribution : contributions) {
      std::vector<std::string> row = {contribution.lever};
      for (const LeverContribution::Figure& figure : contribution.figures) {
        row.push_back(ShortText(figure.alone));
        row.push_back(ShortText(figure.on_top));
      }
      row.emplace_back();
      table.AddRow(std::move(row));
    }
    AddLine("");
    text_ += table.Text();
    AddLine(
        "on top: all levers against all without this one and those that imply it; a peak is the "
        "largest of several phases, so levers do not add up");
  }

  std::string ShortText(const std::optional<Difference>& difference) const {
    if (!difference.has_value()) return kNone;
    const std::string text = BytesDeltaText(difference->delta);
    return difference->significant.value_or(false) || difference->delta == 0 ? text : "~ " + text;
  }

  // What the run's lever set does to a figure; "~" marks what may be chance.
  std::string EffectText(const RunRecord& run, const NamedLevers& baseline,
                         const std::string& key) {
    if (run.lever_set == baseline.name) return "";
    const Difference* const difference = FindDifference(report_, run, baseline.name, key);
    return difference == nullptr ? kNone : DifferenceText(*difference);
  }

  std::string DifferenceText(const Difference& difference) {
    std::string text = BytesDeltaText(difference.delta);
    if (difference.percent) text += " (" + PercentDeltaText(*difference.percent) + ")";
    if (difference.significant.value_or(false)) return text;
    unclear_ = true;
    return text.insert(0, "~ ");
  }

  static std::string WinrateText(const RunRecord& run) {
    if (!run.error || !run.error->Of(reference::ErrorMetric::kWinrate)) return kNone;
    return FractionText(run.error->Of(reference::ErrorMetric::kWinrate)->max);
  }

  // The beginning of the package's hash, or whether it is the baseline's.
  std::string PackageText(const RunRecord& run, const NamedLevers* baseline) const {
    if (!run.artifact) return kNone;
    const std::string hash = run.artifact->weight_bin_sha256.substr(0, kHashDigits);
    if (baseline == nullptr || run.lever_set == baseline->name) return hash;
    for (const RunRecord& other : report_.runs) {
      if (other.lever_set != baseline->name || other.backend != run.backend) continue;
      if (!other.artifact) break;
      return *other.artifact == *run.artifact ? "as " + baseline->name : hash + " DIFFERS";
    }
    return hash;
  }

  void WriteChecks() {
    size_t passed = 0;
    size_t failed = 0;
    size_t skipped = 0;
    for (const Check& check : report_.checks) {
      if (check.status == CheckStatus::kPass) ++passed;
      if (check.status == CheckStatus::kFail) ++failed;
      if (check.status == CheckStatus::kSkipped) ++skipped;
    }
    AddLine("");
    AddLine("checks: " + std::to_string(passed) + " passed, " + std::to_string(failed) + " failed" +
            (skipped > 0 ? ", " + std::to_string(skipped) + " skipped" : ""));
    for (const Check& check : report_.checks) {
      if (check.status != CheckStatus::kFail) continue;
      text_ += "  " + Colored("FAIL", "31");
      AddLine(" " + FailureText(check));
    }
  }

  void WriteWarnings() {
    for (const Warning& warning : report_.warnings) {
      text_ += Colored("warning", "33");
      AddLine((warning.run.empty() ? ": " : ": " + warning.run + ": ") + warning.message);
    }
  }

  // Reports are read from files too, so none of their texts reaches the terminal as it is.
  void AddLine(const std::string& line) { text_ += converter::PrintableText(line) + "\n"; }

  // In one of the eight colours of ANSI terminals.
  std::string Colored(std::string_view word, std::string_view code) const {
    if (!options_.color) return std::string(word);
    return "\x1b[" + std::string(code) + "m" + std::string(word) + "\x1b[0m";
  }

  const Report& report_;
  const ConsoleOptions& options_;
  const PrimaryMetric metric_;
  std::string text_;
  bool unclear_ = false;
};

}  // namespace

std::string ConsoleReport(const Report& report, const ConsoleOptions& options) {
  return ConsoleWriter(report, options).Write();
}

}  // namespace tidemark::harness
