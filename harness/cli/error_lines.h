#ifndef TIDEMARK_HARNESS_CLI_ERROR_LINES_H_
#define TIDEMARK_HARNESS_CLI_ERROR_LINES_H_

#include <string>

#include "reference/outputs/error_limits.h"
#include "reference/outputs/error_statistics.h"

namespace tidemark::harness {

// The statistics of a backend's errors, line by line as KataGo's backend-error test
// (`testgpuerror`) prints them, so that the two can be laid side by side: for each metric average,
// 90th and 99th percentile and maximum, then how close they come to what that test accepts.
// `configuration` says what was evaluated; there is at least one position.
std::string ErrorLines(const reference::ErrorStatistics& statistics,
                       const std::string& configuration, reference::ErrorLimitSet limits);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_ERROR_LINES_H_
