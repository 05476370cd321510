#ifndef TIDEMARK_REFERENCE_OUTPUTS_GO_DIFFERENCES_H_
#define TIDEMARK_REFERENCE_OUTPUTS_GO_DIFFERENCES_H_

#include <cstddef>

#include "reference/outputs/post_process.h"

namespace tidemark::reference {

// The largest differences between evaluations in the quantities that a Go player sees. Infinite
// where a value on either side is not a number.
struct GoDifferences {
  // |difference of (win - loss) / 2| + |difference of no result|, as a fraction.
  double winrate = 0;
  // Over all moves, the pass included; a move legal on one side only differs by 1 or more.
  double policy = 0;
  // Over all points.
  double ownership = 0;
  // Points.
  double lead = 0;

  // Takes the larger one of each.
  void Include(const GoDifferences& other);
};

// Throws UsageError when the two are of different buffers.
GoDifferences DifferencesBetween(const PostProcessed& reference, const PostProcessed& candidate);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_OUTPUTS_GO_DIFFERENCES_H_
