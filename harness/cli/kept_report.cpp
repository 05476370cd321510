#include "harness/cli/kept_report.h"

#include <cstdio>
#include <optional>
#include <stdlib.h>
#include <string>
#include <system_error>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "harness/report/json_report.h"
#include "harness/report/json_text.h"

namespace tidemark::harness {
namespace {

// Where the report is then, or nothing.
std::optional<std::filesystem::path> KeepElsewhere(const Report& report,
                                                   const std::filesystem::path& name) {
  std::error_code error;
  const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
  if (error) return std::nullopt;
  std::string folder = (temporary / "tidemark-report-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return std::nullopt;
  const std::filesystem::path file = folder / name;
  try {
    WriteJsonReport(report, file);
    return file;
  } catch (const IoError&) {
    std::filesystem::remove_all(folder, error);
    return std::nullopt;
  }
}

// What to add to the error that kept the report from its place.
std::string Rescue(const Report& report, const std::filesystem::path& file) {
  if (const auto kept = KeepElsewhere(report, file.filename())) {
    return "; what was measured is in " + kept->string();
  }
  std::fputs(JsonText(ReportToJson(report)).c_str(), stdout);
  return "; the report went to standard output";
}

}  // namespace

void KeepReport(const Report& report, const std::filesystem::path& file) {
  try {
    WriteJsonReport(report, file);
  } catch (const IoError& error) {
    throw IoError(error.message() + Rescue(report, file), error.context());
  } catch (const UsageError& error) {
    throw UsageError(error.message() + Rescue(report, file), error.context());
  }
}

}  // namespace tidemark::harness
