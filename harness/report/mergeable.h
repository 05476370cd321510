#ifndef TIDEMARK_HARNESS_REPORT_MERGEABLE_H_
#define TIDEMARK_HARNESS_REPORT_MERGEABLE_H_

#include <span>

#include "harness/report/merge.h"

namespace tidemark::harness {

// Throws UsageError, with the first thing that differs, unless `other` measured what `first`
// measured, where and by what it was measured: the same scenario, model content, host class and
// build, as far as `options` do not allow others.
void RequireMergeable(const NamedReport& first, const NamedReport& other,
                      const MergeOptions& options);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_MERGEABLE_H_
