#ifndef TIDEMARK_HARNESS_REPORT_OWNER_TABLE_H_
#define TIDEMARK_HARNESS_REPORT_OWNER_TABLE_H_

#include <span>
#include <string_view>

#include "harness/engine/levers.h"

namespace tidemark::harness {

// Someone who can hold memory in a phase of a report.
struct OwnerInfo {
  // In the report.
  std::string_view name;
  // What it is, for people.
  std::string_view what;
  // Levers that make it hold less, in the order of advice; none where nothing does.
  std::span<const Lever> reduced_by = {};
};

// Every owner that this program tells of; reports of other versions may have more.
std::span<const OwnerInfo> KnownOwners();

// Null for a name that is not among them.
const OwnerInfo* FindOwner(std::string_view name);

// The lever that would make `owner` hold less in `phase` of a run with `levers`: the first that
// acts in that phase and does not apply yet. Null where there is none.
const LeverInfo* LeverAgainst(const OwnerInfo& owner, std::string_view phase,
                              const LeverSet& levers);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_OWNER_TABLE_H_
