#include "harness/report/json_report.h"

#include "converter/io/atomic_file.h"
#include "converter/io/printable_text.h"
#include "harness/report/json_text.h"
#include "harness/report/report_fields.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonLimits;
using converter::JsonValue;
using converter::ReadStrictJson;

constexpr JsonLimits kLimits = {.bytes = uint64_t{256} << 20};

}  // namespace

CheckStatus ReadCheckStatus(const JsonValue& value) {
  for (const auto status : {CheckStatus::kPass, CheckStatus::kFail, CheckStatus::kSkipped}) {
    if (value.String() == NameOf(status)) return status;
  }
  value.FailExpecting("pass, fail or skipped");
}

void CheckKind(const JsonValue& value) {
  if (value.String() != kReportKind) {
    value.Fail("this is no report: expected \"" + std::string(kReportKind) + "\", found " +
               converter::Quoted(value.String()));
  }
}

void CheckSchemaVersion(const JsonValue& value) {
  if (value.Unsigned() != kReportSchemaVersion) {
    value.Fail("this program reads schema_version " + std::to_string(kReportSchemaVersion) +
               " only");
  }
}

Json ReportToJson(const Report& report) { return FieldWriter::ToJson(report); }

Report ReportFromJson(const Json& json, const std::string& file) {
  Report report;
  FieldReader::FromJson(JsonValue(json, file), report);
  return report;
}

void WriteJsonReport(const Report& report, const std::filesystem::path& file) {
  converter::WriteFileAtomically(file, JsonText(ReportToJson(report)),
                                 converter::Existing::kReplace);
}

Report ReadJsonReport(const std::filesystem::path& file) {
  return ReportFromJson(ReadStrictJson(file, kLimits), file.string());
}

}  // namespace tidemark::harness
