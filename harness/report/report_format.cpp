#include "harness/report/report_format.h"

#include <array>
#include <string>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/report/bencher_report.h"
#include "harness/report/benchmark_action_report.h"
#include "harness/report/csv_report.h"
#include "harness/report/html_report.h"
#include "harness/report/junit_report.h"
#include "harness/report/markdown_report.h"
#include "harness/report/perfetto_trace.h"

namespace tidemark::harness {
namespace {

// A format that is short enough to be made as a whole.
template <std::string (*Make)(const Report&)>
void WriteWhole(const Report& report, converter::ByteSink& sink) {
  sink.Write(std::string_view(Make(report)));
}

void WriteHtml(const Report& report, converter::ByteSink& sink) {
  sink.Write(std::string_view(HtmlReport(report, ReportPageFile())));
}

constexpr auto kFormats = std::to_array<ReportFormat>({
    {.name = "html",
     .extension = ".html",
     .summary = "one page with charts that needs nothing else, for people",
     .write = WriteHtml},
    {.name = "markdown",
     .extension = ".md",
     .summary = "for people, and for the summary of a CI step",
     .write = WriteWhole<MarkdownReport>},
    {.name = "junit",
     .extension = ".xml",
     .summary = "the checks as test cases, for CI systems",
     .write = WriteWhole<JunitReport>},
    {.name = "benchmark-action",
     .extension = ".json",
     .summary = "for github-action-benchmark (customSmallerIsBetter)",
     .write = WriteWhole<BenchmarkActionReport>},
    {.name = "bencher",
     .extension = ".json",
     .summary = "for Bencher (Bencher Metric Format)",
     .write = WriteWhole<BencherReport>},
    {.name = "perfetto",
     .extension = ".json",
     .summary = "memory over time and phases, for ui.perfetto.dev",
     .write = WritePerfettoTrace},
    {.name = "csv",
     .extension = ".csv",
     .summary = "a row for each process and phase, for spreadsheets",
     .write = WriteCsvReport},
});

}  // namespace

std::span<const ReportFormat> ReportFormats() { return kFormats; }

const ReportFormat& FindReportFormat(std::string_view name) {
  std::string names;
  for (const ReportFormat& format : kFormats) {
    if (format.name == name) return format;
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  }
  throw UsageError("unknown format " + converter::Quoted(name) + "; accepted are " + names);
}

}  // namespace tidemark::harness
