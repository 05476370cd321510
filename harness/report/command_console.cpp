#include "harness/report/command_console.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "converter/io/printable_text.h"
#include "harness/measure/effects.h"
#include "harness/measure/statistics.h"
#include "harness/report/text_table.h"
#include "harness/report/units.h"
#include "harness/report/warnings.h"

namespace tidemark::harness {
namespace {

using Text = std::string (*)(double);

constexpr char kNone[] = "-";

std::string TextOf(const std::optional<Summary>& summary, Text text) {
  return summary.has_value() ? text(summary->median) : kNone;
}

void AddRow(const std::string& name, const std::optional<Summary>& summary, Text text,
            TextTable& table) {
  if (!summary.has_value()) return;
  table.AddRow({name, text(summary->min), text(summary->median), text(summary->max), ""});
}

std::string Words(const RunRecord& run) {
  std::string words;
  for (const std::string& word : run.command.value_or(std::vector<std::string>())) {
    const bool plain = !word.empty() && word.find_first_of(" \t\n\"'\\$`") == std::string::npos;
    words += (words.empty() ? "" : " ") + (plain ? word : converter::Quoted(word));
  }
  return words;
}

// Medians of the phases that the repeats that ended well have in common, in their order.
std::string PhaseTable(const RunRecord& run) {
  std::vector<std::string> names;
  struct Figures {
    std::vector<double> peak, wall, cpu;
  };
  std::map<std::string, Figures> figures;
  for (const Sample& sample : run.samples) {
    if (sample.exit.status != "ok") continue;
    for (const PhaseRecord& phase : sample.phases) {
      if (!figures.contains(phase.name)) names.push_back(phase.name);
      Figures& all = figures[phase.name];
      if (phase.peak_rss_bytes) all.peak.push_back(static_cast<double>(*phase.peak_rss_bytes));
      if (phase.wall_s) all.wall.push_back(*phase.wall_s);
      if (phase.cpu_s) all.cpu.push_back(*phase.cpu_s);
    }
  }
  if (names.size() < 2) return "";
  TextTable table;
  table.AddRow({"phase, medians", "peak RSS", "wall", "CPU", ""});
  for (const std::string& name : names) {
    const Figures& all = figures[name];
    table.AddRow({converter::PrintableText(name), TextOf(Summarise(all.peak), BytesText),
                  TextOf(Summarise(all.wall), SecondsText), TextOf(Summarise(all.cpu), SecondsText),
                  ""});
  }
  return "\n" + table.Text();
}

// What the peaks are, if they are all the same.
std::string PeakNote(const RunRecord& run) {
  static const std::map<std::string_view, std::string_view> kNotes = {
      {"high_water_mark", "the kernel's high-water mark, read as each process ended"},
      {"resource_usage", "the high-water mark by wait4()"},
      {"sampled_mark", "the last high-water mark that was sampled, a lower bound"},
      {"sampled_sum", "the largest sum over all processes that was sampled"}};
  std::string_view from;
  uint64_t processes = 0;
  for (const Sample& sample : run.samples) {
    if (sample.exit.status != "ok" || !sample.tree.has_value()) continue;
    if (!from.empty() && from != sample.tree->peak_from) return "";
    from = sample.tree->peak_from;
    processes = std::max(processes, sample.tree->processes);
  }
  const auto note = kNotes.find(from);
  if (note == kNotes.end()) return "";
  return "peak: " + std::string(note->second) + " (" + std::to_string(processes) +
         (processes == 1 ? " process)\n" : " processes)\n");
}

std::string Colored(std::string_view word, std::string_view code, bool color) {
  if (!color) return std::string(word);
  return "\x1b[" + std::string(code) + "m" + std::string(word) + "\x1b[0m";
}

}  // namespace

std::string CommandConsole(const RunRecord& run, const Environment& environment,
                           const ConsoleOptions& options) {
  const auto ended_well = [](const Sample& sample) { return sample.exit.status == "ok"; };
  const auto good = std::count_if(run.samples.begin(), run.samples.end(), ended_well);
  std::string text = converter::PrintableText(run.lever_set + ": " + Words(run)) + "\n";
  text +=
      converter::PrintableText(environment.os + " " + environment.kernel + ", " + environment.arch +
                               ", " + std::to_string(environment.cores) + " CPUs") +
      "\n\n";
  if (good > 0) {
    const RunSummary& summary = run.summary;
    TextTable table;
    table.AddRow(
        {std::to_string(good) + (good == 1 ? " repeat" : " repeats"), "min", "median", "max", ""});
    AddRow("peak RSS", summary.peak_rss, BytesText, table);
    AddRow("peak footprint", summary.peak_footprint, BytesText, table);
    AddRow("peak anonymous, sampled", summary.peak_anon, BytesText, table);
    AddRow("steady RSS", summary.steady_rss, BytesText, table);
    AddRow("steady anonymous", summary.steady_anon, BytesText, table);
    AddRow("wall", summary.wall_s, SecondsText, table);
    AddRow("CPU", summary.cpu_s, SecondsText, table);
    text += table.Text() + PeakNote(run) + PhaseTable(run);
  }
  for (const Sample& sample : run.samples) {
    if (ended_well(sample)) continue;
    std::string line = " repeat " + std::to_string(sample.repeat) + ": " + sample.exit.status;
    if (!sample.exit.message.empty()) line += ", " + sample.exit.message;
    if (sample.peak_rss_bytes) {
      line += "; peak RSS " + BytesText(static_cast<double>(*sample.peak_rss_bytes));
    }
    text += Colored("FAIL", "31", options.color) + converter::PrintableText(line) + "\n";
  }
  for (const Warning& warning : FindRunWarnings(run)) {
    text += Colored("warning", "33", options.color) + ": " +
            converter::PrintableText(warning.message) + "\n";
  }
  return text;
}

}  // namespace tidemark::harness
