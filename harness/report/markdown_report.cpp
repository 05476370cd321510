#include "harness/report/markdown_report.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "converter/io/printable_text.h"
#include "harness/report/parity.h"
#include "harness/report/primary_metric.h"
#include "harness/report/profile_table.h"
#include "harness/report/report_heading.h"
#include "harness/report/units.h"

namespace tidemark::harness {
namespace {

constexpr char kNone[] = "-";

// A text of the report may take so many bytes of a page.
constexpr size_t kLongestText = 500;

// How long the page may be after each of its parts. The last leaves room for the lines after it.
constexpr size_t kAfterChecks = 250'000;
constexpr size_t kAfterWarnings = 400'000;
constexpr size_t kAfterRuns = 700'000;
constexpr size_t kAfterEffects = 900'000;
constexpr size_t kAfterProfiles = 1'000'000;

// As plain text within a line or the cell of a table.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : converter::PrintableText(text, kLongestText)) {
    if (std::string_view("\\`*[]<>|&#").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string MedianText(const std::optional<Summary>& summary) {
  return summary.has_value() ? BytesText(summary->median) : kNone;
}

bool IsSignificant(const Difference& difference) { return difference.significant.value_or(false); }

std::string MarkOf(const Difference& difference) { return IsSignificant(difference) ? "" : "~ "; }

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Report& report)
      : report_(report),
        metric_(PrimaryMetricOf(report.environment)),
        baseline_(BaselineOf(report.scenario)) {}

  std::string Write() {
    WriteHeading();
    WriteFailures();
    WriteWarnings();
    WriteRuns();
    WriteParity();
    WriteEffects();
    WriteProfiles();
    if (unclear_) text_ += "\n`~` may be chance: not significant, or too few repeats to tell.\n";
    return std::move(text_);
  }

 private:
  void WriteHeading() {
    const auto count = [&](CheckStatus status) {
      return std::ranges::count(report_.checks, status, &Check::status);
    };
    const auto passed = count(CheckStatus::kPass);
    const auto failed = count(CheckStatus::kFail);
    const auto skipped = count(CheckStatus::kSkipped);
    text_ += "# " + Escaped(report_.scenario.name) + ": ";
    if (failed > 0) {
      text_ += std::to_string(failed) + (failed == 1 ? " check failed" : " checks failed");
    } else {
      text_ += AllPassed(report_.checks) ? "all checks passed" : "no check passed";
    }
    text_ += "\n\nChecks: " + std::to_string(passed) + " passed, " + std::to_string(failed) +
             " failed" + (skipped > 0 ? ", " + std::to_string(skipped) + " skipped" : "") + "\\\n";
    text_ += Escaped(ModelLine(report_)) + "; " + Escaped(SettingsLine(report_)) + "\\\n";
    text_ += Escaped(HostLine(report_.environment)) + "\n";
  }

  void WriteFailures() {
    std::vector<std::vector<std::string>> rows;
    for (const Check& check : report_.checks) {
      if (check.status != CheckStatus::kFail) continue;
      rows.push_back({Escaped(check.name), Escaped(check.actual), Escaped(check.limit),
                      Escaped(check.reason)});
    }
    WriteTable("Failed checks", {"check", "found", "allowed", "reason"}, {}, rows, kAfterChecks);
  }

  void WriteWarnings() {
    std::vector<std::vector<std::string>> rows;
    for (const Warning& warning : report_.warnings) {
      rows.push_back(
          {warning.run.empty() ? "all" : Escaped(warning.run), Escaped(warning.message)});
    }
    WriteTable("Warnings", {"run", "warning"}, {}, rows, kAfterWarnings);
  }

  void WriteRuns() {
    std::vector<std::string> heading = {"run", "peak " + metric_.name};
    if (baseline_ != nullptr) heading.push_back("saved");
    heading.push_back("steady " + metric_.name);
    if (baseline_ != nullptr) heading.push_back("saved");
    heading.push_back("winrate error max");

    std::vector<std::vector<std::string>> rows;
    for (const RunRecord& run : report_.runs) {
      std::vector<std::string> row = {Escaped(run.id) + (run.emulated ? " (emulated)" : "")};
      row.push_back(MedianText(run.summary.*metric_.peak));
      if (baseline_ != nullptr) row.push_back(SavedText(run, metric_.peak_key));
      row.push_back(MedianText(run.summary.*metric_.steady));
      if (baseline_ != nullptr) row.push_back(SavedText(run, metric_.steady_key));
      row.push_back(WinrateText(run));
      rows.push_back(std::move(row));
    }
    const std::string title = baseline_ == nullptr
                                  ? "Runs"
                                  : "Runs, and what they save against " + Escaped(baseline_->name);
    WriteTable(title, heading, {"run"}, rows, kAfterRuns);
  }

  // What a run holds less than the baseline: negative where it holds more.
  std::string SavedText(const RunRecord& run, const std::string& key) {
    if (run.lever_set == baseline_->name) return "";
    const Difference* const difference = FindDifference(report_, run, baseline_->name, key);
    if (difference == nullptr) return kNone;
    std::string text = MarkOf(*difference) + BytesText(-difference->delta);
    if (difference->percent) text += " (" + PercentText(-*difference->percent) + ")";
    unclear_ = unclear_ || !IsSignificant(*difference);
    return text;
  }

  static std::string WinrateText(const RunRecord& run) {
    if (!run.error || !run.error->Of(reference::ErrorMetric::kWinrate)) return kNone;
    return FractionText(run.error->Of(reference::ErrorMetric::kWinrate)->max);
  }

  void WriteParity() {
    std::vector<std::vector<std::string>> rows;
    for (const ParityRow& row : ParityOf(report_)) {
      rows.push_back(ParityTexts(row));
      for (std::string& text : rows.back()) text = Escaped(text);
    }
    WriteTable("Errors of each device", ParityHeading(),
               {"backend", "against", "limits", "p99/limit", "max/limit", "runs"}, rows,
               kAfterRuns);
  }

  void WriteEffects() {
    std::vector<std::vector<std::string>> rows;
    for (const Effect& effect : report_.effects) {
      if (effect.phase.has_value()) continue;
      std::vector<std::string> row = {Escaped(effect.set), Escaped(effect.against),
                                      Escaped(effect.backend)};
      for (const std::string& key : {metric_.peak_key, metric_.steady_key}) {
        const auto metric = std::ranges::find(effect.metrics, key, &MetricEffect::metric);
        const bool known = metric != effect.metrics.end() && metric->difference.has_value();
        AddEffect(known ? &*metric->difference : nullptr, row);
      }
      rows.push_back(std::move(row));
    }
    WriteTable("Effects of lever sets",
               {"set", "against", "backend", "peak " + metric_.name, "95 % interval",
                "steady " + metric_.name, "95 % interval"},
               {"set", "against", "backend"}, rows, kAfterEffects);
  }

  // Of the first run on each engine, since levers leave the layers alone.
  void WriteProfiles() {
    std::vector<std::string> shown;
    for (const RunRecord& run : report_.runs) {
      if (!run.profile || std::ranges::find(shown, run.backend) != shown.end()) continue;
      shown.push_back(run.backend);
      const std::string whose = " of " + Escaped(run.id) + ", " + ProfileBasis(*run.profile);
      WriteProfile("Layers" + whose, OperationRows(*run.profile));
      WriteProfile("Longest layers" + whose, LongestRows(*run.profile, kLongestLayers));
    }
  }

  void WriteProfile(const std::string& title, ProfileRows rows) {
    for (auto& row : rows) {
      for (std::string& text : row) text = Escaped(text);
    }
    const std::vector<std::string> heading = rows.front();
    rows.erase(rows.begin());
    WriteTable(title, heading, {"layer", "operation"}, rows, kAfterProfiles);
  }

  void AddEffect(const Difference* difference, std::vector<std::string>& row) {
    if (difference == nullptr) {
      row.insert(row.end(), {kNone, kNone});
      return;
    }
    unclear_ = unclear_ || !IsSignificant(*difference);
    row.push_back(MarkOf(*difference) + BytesDeltaText(difference->delta));
    row.push_back(difference->ci95 ? BytesDeltaText(difference->ci95->low) + " to " +
                                         BytesDeltaText(difference->ci95->high)
                                   : kNone);
  }

  // A part of the page, unless it is empty. Columns of figures are set right: those that are not in
  // `words`, or none where `words` is empty. Leaves out the rows with which the page would be
  // longer than `most_bytes`.
  void WriteTable(const std::string& title, const std::vector<std::string>& heading,
                  const std::vector<std::string>& words,
                  const std::vector<std::vector<std::string>>& rows, size_t most_bytes) {
    if (rows.empty()) return;
    text_ += "\n## " + title + "\n\n" + Row(heading);
    for (const std::string& column : heading) {
      const bool left = words.empty() || std::ranges::find(words, column) != words.end();
      text_ += left ? "|---" : "|--:";
    }
    text_ += "|\n";
    size_t written = 0;
    for (; written < rows.size(); ++written) {
      const std::string row = Row(rows[written]);
      if (text_.size() + row.size() > most_bytes) break;
      text_ += row;
    }
    if (written == rows.size()) return;
    text_ += "\n" + std::to_string(rows.size() - written) + " more of " +
             std::to_string(rows.size()) + " were left out; the report has them all.\n";
  }

  static std::string Row(const std::vector<std::string>& cells) {
    std::string row = "|";
    for (const std::string& cell : cells) row += cell.empty() ? " |" : " " + cell + " |";
    return row + "\n";
  }

  const Report& report_;
  const PrimaryMetric metric_;
  const NamedLevers* const baseline_;
  std::string text_;
  bool unclear_ = false;
};

}  // namespace

std::string MarkdownReport(const Report& report) { return MarkdownWriter(report).Write(); }

}  // namespace tidemark::harness
