#ifndef TIDEMARK_HARNESS_CLI_KEPT_REPORT_H_
#define TIDEMARK_HARNESS_CLI_KEPT_REPORT_H_

#include <filesystem>

#include "harness/report/report.h"

namespace tidemark::harness {

// Writes the report of a measurement that has just been made, as WriteJsonReport() does. Where the
// file cannot be written, on a full disk or into a folder that has gone, nothing that was measured
// is lost: the report goes to a folder of its own in the system's folder for temporary files, and
// where that fails too to standard output. The error still comes, IoError or UsageError, and says
// where the report is.
void KeepReport(const Report& report, const std::filesystem::path& file);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_KEPT_REPORT_H_
