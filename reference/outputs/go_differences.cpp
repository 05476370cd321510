#include "reference/outputs/go_differences.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "reference/outputs/position_errors.h"

namespace tidemark::reference {

void GoDifferences::Include(const GoDifferences& other) {
  winrate = std::max(winrate, other.winrate);
  policy = std::max(policy, other.policy);
  ownership = std::max(ownership, other.ownership);
  lead = std::max(lead, other.lead);
}

GoDifferences DifferencesBetween(const PostProcessed& reference, const PostProcessed& candidate) {
  const PositionErrors errors = ErrorsBetween(reference, candidate);
  GoDifferences differences = {.winrate = errors.winrate, .lead = errors.lead};
  for (size_t move = 0; move < reference.policy.size(); ++move) {
    const double difference = std::abs(static_cast<double>(reference.policy[move]) -
                                       static_cast<double>(candidate.policy[move]));
    differences.policy = std::isnan(difference) ? std::numeric_limits<double>::infinity()
                                                : std::max(differences.policy, difference);
  }
  for (const float error : errors.ownership) {
    differences.ownership = std::max(differences.ownership, static_cast<double>(error));
  }
  return differences;
}

}  // namespace tidemark::reference
