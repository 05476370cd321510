#ifndef TIDEMARK_HARNESS_REPORT_PROFILE_TABLE_H_
#define TIDEMARK_HARNESS_REPORT_PROFILE_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "harness/report/layer_profile.h"

namespace tidemark::harness {

// Texts of a profile in rows, the heading first, for people to read in whatever format. Names are
// not made printable.
using ProfileRows = std::vector<std::vector<std::string>>;

// Layers that a report lists by name.
inline constexpr size_t kLongestLayers = 5;

// A row for each kind of operation, those that took longest first, and one for all of them.
// Columns: operation, calls, time, share, GFLOP/s, weights, activations.
ProfileRows OperationRows(const LayerProfile& profile);

// A row for each of the `most` layers that took longest, and one for all others. Columns: layer,
// time, share, GFLOP/s, weights, activations, operation.
ProfileRows LongestRows(const LayerProfile& profile, size_t most);

// "each figure of one evaluation; the times are medians over 5 processes, 40 evaluations in all".
std::string ProfileBasis(const LayerProfile& profile);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_PROFILE_TABLE_H_
