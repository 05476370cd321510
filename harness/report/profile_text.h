#ifndef TIDEMARK_HARNESS_REPORT_PROFILE_TEXT_H_
#define TIDEMARK_HARNESS_REPORT_PROFILE_TEXT_H_

#include <cstddef>
#include <string>

#include "harness/report/layer_profile.h"

namespace tidemark::harness {

// A profile as two tables for the terminal: by operation, and the `most` layers that took longest.
std::string ProfileText(const LayerProfile& profile, size_t most);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PROFILE_TEXT_H_
