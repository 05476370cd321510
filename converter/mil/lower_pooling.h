#ifndef TIDEMARK_CONVERTER_MIL_LOWER_POOLING_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_POOLING_H_

#include <string>

#include "converter/mil/lowering.h"

namespace tidemark::converter {

enum class Pooling {
  // mean, mean scaled by the board's size, maximum
  kTrunk,
  // mean, mean scaled by the board's size, mean scaled by its square
  kValue,
};

// Global pooling over the points of the board: [N, C, H, W], masked and activated, to [N, 3C].
// With n points and r = sqrt(n) - 14 the features are the mean, the mean times 0.1 r, and the
// maximum or the mean times (0.01 r^2 - 0.1).
Value LowerPooling(Lowering& lowering, Pooling pooling, const std::string& layer, const Value& x);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_POOLING_H_
