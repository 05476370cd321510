#ifndef TIDEMARK_HARNESS_REPORT_JOINED_ENVIRONMENT_H_
#define TIDEMARK_HARNESS_REPORT_JOINED_ENVIRONMENT_H_

#include <vector>

#include "harness/memory/environment.h"
#include "harness/report/report.h"

namespace tidemark::harness {

// Where figures were taken that come from two reports. Texts that differ are joined in order by
// " + ", so that no host class of several hosts equals that of one; numbers are the least of both;
// a fact is known if it is on both sides; peaks can be reset if they can on both, and one sanitized
// build makes all sanitized. The order of joining makes no difference.
Environment JoinEnvironments(const Environment& a, const Environment& b);

// What a joined environment should tell its reader; none of an environment of one host and one
// build. Kinds: several_host_classes, several_hosts (of one class), several_builds.
std::vector<Warning> EnvironmentWarnings(const Environment& environment);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_JOINED_ENVIRONMENT_H_
