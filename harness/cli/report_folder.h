#ifndef TIDEMARK_HARNESS_CLI_REPORT_FOLDER_H_
#define TIDEMARK_HARNESS_CLI_REPORT_FOLDER_H_

#include <filesystem>

namespace tidemark::harness {

// Makes the folder that a report will be written to, and checks that it can be: before hours of
// measuring and not after. Throws IoError where it cannot, UsageError where something that is no
// file has the report's name.
void PrepareReport(const std::filesystem::path& report);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_REPORT_FOLDER_H_
