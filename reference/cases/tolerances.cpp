#include "reference/cases/tolerances.h"

namespace tidemark::reference {

Tolerances DefaultTolerances(converter::Precision precision) {
  if (precision == converter::Precision::kFloat32) {
    return {.raw = {.absolute = 2e-4, .relative = 1e-4}};
  }
  return {.raw = {.absolute = 0.02, .relative = 0.02},
          .go = GoTolerance{.winrate = 0.003, .policy = 0.004, .ownership = 0.01, .lead = 0.3}};
}

bool Within(const GoDifferences& differences, const GoTolerance& tolerance) {
  return differences.winrate <= tolerance.winrate && differences.policy <= tolerance.policy &&
         differences.ownership <= tolerance.ownership && differences.lead <= tolerance.lead;
}

}  // namespace tidemark::reference
