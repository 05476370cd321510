#include "harness/cli/report_folder.h"

#include <cerrno>
#include <system_error>
#include <unistd.h>

#include "converter/error.h"

namespace tidemark::harness {

void PrepareReport(const std::filesystem::path& report) {
  const std::filesystem::path folder =
      report.has_parent_path() ? report.parent_path() : std::filesystem::path(".");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw IoError::FromErrno("cannot make the report's folder", folder, error.value());
  if (access(folder.c_str(), W_OK) != 0) {
    throw IoError::FromErrno("cannot write reports here", folder, errno);
  }
  const auto status = std::filesystem::status(report);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    throw UsageError("is there and not a file, so it cannot become the report",
                     {.file = report.string(), .key = "--out"});
  }
}

}  // namespace tidemark::harness
