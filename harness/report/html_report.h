#ifndef TIDEMARK_HARNESS_REPORT_HTML_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_HTML_REPORT_H_

#include <filesystem>
#include <string>

#include "harness/report/report.h"

namespace tidemark::harness {

// Where the page lies that the build target `report_page` makes, seen from the program that runs
// here: ../share/tidemark/report_page.html.
std::filesystem::path ReportPageFile();

// The report as one HTML file that needs nothing else: PageData() put into the page. The data
// stands in it as JSON without any character that HTML could take for markup, so that no text of a
// report can leave its place. Throws UsageError when there is no page, because it takes Node.js to
// build it; FormatError for a file that is not the page.
std::string HtmlReport(const Report& report, const std::filesystem::path& page);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_HTML_REPORT_H_
