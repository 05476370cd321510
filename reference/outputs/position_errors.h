#ifndef TIDEMARK_REFERENCE_OUTPUTS_POSITION_ERRORS_H_
#define TIDEMARK_REFERENCE_OUTPUTS_POSITION_ERRORS_H_

#include <vector>

#include "reference/outputs/post_process.h"

namespace tidemark::reference {

// The errors of one evaluation against the right one, by the formulas and in the precision of
// KataGo's backend-error test. An error that cannot be computed, because a value on either side is
// not a number, is infinite. No error is negative but the divergence, by rounding.
struct PositionErrors {
  // |difference of (win - loss) / 2| + |difference of no result|, as a fraction.
  double winrate = 0;
  // Points.
  double lead = 0;
  double score_mean = 0;
  double score_stdev = 0;
  // Difference of the probability of the reference's best move; the first one of several.
  double top_policy = 0;
  // Kullback-Leibler divergence of the candidate's policy from the reference's, in nats.
  double policy_kl = 0;
  double shortterm_value_error = 0;
  double shortterm_score_error = 0;
  // [H, W], points off the board included.
  std::vector<float> ownership = {};
};

// Throws UsageError when the two are of different buffers.
PositionErrors ErrorsBetween(const PostProcessed& reference, const PostProcessed& candidate);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_POSITION_ERRORS_H_
