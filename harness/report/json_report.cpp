#include "harness/report/json_report.h"

#include <exception>
#include <utility>
#include <vector>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/printable_text.h"
#include "harness/report/json_text.h"
#include "harness/report/report_fields.h"

namespace tidemark::harness {
namespace {

using converter::Json;
using converter::JsonLimits;
using converter::JsonList;
using converter::JsonValue;
using converter::ReadStrictJson;

constexpr JsonLimits kLimits = {.bytes = kMostReportBytes};

// Reads runs and their samples while the document is parsed, so that of a large report no more than
// one sample is held in both forms. Remembers the first error, for when it is known what the
// document is.
class RunReader {
 public:
  explicit RunReader(const std::string& file) : file_(file) {}

  std::vector<JsonList> Lists() {
    return {{.keys = {"runs", "samples"},
             .take = [this](const Json& json,
                            const std::string& path) { ReadInto(samples_, json, path); }},
            {.keys = {"runs"}, .take = [this](const Json& json, const std::string& path) {
               ReadInto(runs_, json, path);
               if (error_ == nullptr) runs_.back().samples = std::exchange(samples_, {});
             }}};
  }

  // Throws the first error.
  std::vector<RunRecord> Take() {
    if (error_ != nullptr) std::rethrow_exception(error_);
    return std::move(runs_);
  }

 private:
  template <typename T>
  void ReadInto(std::vector<T>& values, const Json& json, const std::string& path) {
    if (error_ != nullptr) return;
    try {
      FieldReader::FromJson(JsonValue(json, file_, path), values.emplace_back());
    } catch (const FormatError&) {
      error_ = std::current_exception();
    }
  }

  const std::string& file_;
  std::vector<RunRecord> runs_;
  // Of the run that is being parsed.
  std::vector<Sample> samples_;
  std::exception_ptr error_;
};

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
  const std::string name = file.string();
  RunReader runs(name);
  const Json rest = ReadStrictJson(file, kLimits, runs.Lists());
  // What a document is comes before what is wrong with its runs.
  const converter::JsonObject root = JsonValue(rest, name).AnyObject();
  CheckKind(root.At("kind"));
  CheckSchemaVersion(root.At("schema_version"));
  std::vector<RunRecord> records = runs.Take();
  Report report = ReportFromJson(rest, name);
  report.runs = std::move(records);
  return report;
}

}  // namespace tidemark::harness
