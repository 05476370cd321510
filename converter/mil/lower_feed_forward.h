#ifndef TIDEMARK_CONVERTER_MIL_LOWER_FEED_FORWARD_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_FEED_FORWARD_H_

#include "converter/mil/lowering.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// A feed-forward block, added to the stream `x` [N, C, H, W]. Between its norm and its result all
// is in the element type of products.
Value LowerFeedForward(Lowering& lowering, const FeedForwardBlock& block, const Value& x);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_FEED_FORWARD_H_
