#ifndef TIDEMARK_HARNESS_REPORT_RESIDENT_H_
#define TIDEMARK_HARNESS_REPORT_RESIDENT_H_

#include <string>
#include <vector>

#include "harness/report/report.h"

namespace tidemark::harness {

// What stays resident in the engines of one list of devices under one lever set, at rest.
struct Resident {
  std::string run = {};
  // The largest first, without those under 1 MiB.
  std::vector<Owner> owners = {};
  // Why levers that would free some of it do not: "release_weights does nothing: the engine keeps
  // its float weights for its GPU". Empty where all do what they can.
  std::string why = {};
};

// Of each run that came to rest, by the engine's own account in its representative sample.
std::vector<Resident> ResidentsOf(const Report& report);

// The owners in a line: "device weights 100.7 MiB, engine weights 100.7 MiB".
std::string OwnersText(const Resident& resident);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_REPORT_RESIDENT_H_
