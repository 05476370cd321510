#ifndef TIDEMARK_HARNESS_REPORT_REPORT_FORMAT_H_
#define TIDEMARK_HARNESS_REPORT_REPORT_FORMAT_H_

#include <span>
#include <string_view>

#include "converter/io/byte_sink.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// A form in which a report can be shown elsewhere.
struct ReportFormat {
  // As the command line knows it: "markdown".
  std::string_view name = {};
  // What files of it are called by custom: ".md".
  std::string_view extension = {};
  // For whom or what it is, in a few words.
  std::string_view summary = {};
  // Throws as the sink does, which it does not finish.
  void (*write)(const Report& report, converter::ByteSink& sink) = nullptr;
};

// Every format, in the order in which help lists them.
std::span<const ReportFormat> ReportFormats();

// Throws UsageError that lists the names when there is none called `name`.
const ReportFormat& FindReportFormat(std::string_view name);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_REPORT_FORMAT_H_
