#ifndef TIDEMARK_HARNESS_CLI_PAGE_DATE_H_
#define TIDEMARK_HARNESS_CLI_PAGE_DATE_H_

#include <string>

namespace tidemark::harness {

// The date that generated pages bear: the day of SOURCE_DATE_EPOCH in UTC, "2026-01-31". Empty if
// the variable is not set, so that a page is the same whenever it is made. Throws UsageError if
// the variable holds no time.
std::string PageDate();

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_PAGE_DATE_H_
