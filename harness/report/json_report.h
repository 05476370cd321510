#ifndef TIDEMARK_HARNESS_REPORT_JSON_REPORT_H_
#define TIDEMARK_HARNESS_REPORT_JSON_REPORT_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "converter/io/strict_json.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// The largest report that is read.
inline constexpr uint64_t kMostReportBytes = uint64_t{256} << 20;

// The report as JSON; scenarios/report.schema.json describes it. Bytes are whole numbers; what was
// not measured is null, with the reason beside it under `<key>_reason`.
converter::Json ReportToJson(const Report& report);

// Reads a report back. Strict, so that nothing is compared or gated on a guess: a missing or
// unknown key, a wrong type, a null without its reason, another schema version are errors. `file`
// is for messages. Throws FormatError with the key path.
Report ReportFromJson(const converter::Json& json, const std::string& file);

// The report appears whole or not at all; an existing one is replaced. Throws IoError.
void WriteJsonReport(const Report& report, const std::filesystem::path& file);

// Throws IoError when the file cannot be read, FormatError when it is no report, or larger than
// kMostReportBytes.
Report ReadJsonReport(const std::filesystem::path& file);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_JSON_REPORT_H_
