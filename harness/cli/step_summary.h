#ifndef TIDEMARK_HARNESS_CLI_STEP_SUMMARY_H_
#define TIDEMARK_HARNESS_CLI_STEP_SUMMARY_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tidemark::harness {

// The most bytes that the summary of one step may have; a larger one is not shown at all.
inline constexpr size_t kMostSummaryBytes = size_t{1} << 20;

// Adds Markdown to the summary of a step, a file that is there (GITHUB_STEP_SUMMARY names it) and
// that other programs of the step write, too: what is in it is kept. Text that does not fit is cut
// at the end of a line, which a last line tells. Returns what went wrong, for people; a summary is
// never worth an error.
std::optional<std::string> AppendStepSummary(const std::filesystem::path& file,
                                             std::string_view markdown);

// The same to the file that the environment names, which is a problem when it names none.
std::optional<std::string> AppendStepSummary(std::string_view markdown);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_STEP_SUMMARY_H_
