#ifndef TIDEMARK_REFERENCE_CASES_TOLERANCES_H_
#define TIDEMARK_REFERENCE_CASES_TOLERANCES_H_

#include <optional>

#include "converter/convert.h"
#include "reference/outputs/go_differences.h"

namespace tidemark::reference {

// How far a raw output may be from the recorded one: |difference| <= absolute + relative *
// |recorded|.
struct ValueTolerance {
  double absolute = 0;
  double relative = 0;
};

// How far apart Go quantities may be: winrate, policy and ownership as fractions, the lead in
// points. A difference equal to its limit is within it.
struct GoTolerance {
  double winrate = 0;
  double policy = 0;
  double ownership = 0;
  double lead = 0;
};

struct Tolerances {
  ValueTolerance raw = {};
  // Absent where the raw outputs say it all.
  std::optional<GoTolerance> go = {};
};

// What a right backend keeps, by the precision of its arithmetic.
Tolerances DefaultTolerances(converter::Precision precision);

bool Within(const GoDifferences& differences, const GoTolerance& tolerance);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_CASES_TOLERANCES_H_
