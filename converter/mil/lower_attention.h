#ifndef TIDEMARK_CONVERTER_MIL_LOWER_ATTENTION_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_ATTENTION_H_

#include "converter/mil/lowering.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// An attention block, added to the stream `x` [N, C, H, W]. The products that make queries, keys
// and values are in the element type of products, the rest in that of what passes between layers.
//
// Heads are mixed by one product each, whose results are added up: putting the heads side by side
// first, by a transposition and a reshape, was seen to scramble values on Apple's devices.
Value LowerAttention(Lowering& lowering, const AttentionBlock& block, const Value& x);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_ATTENTION_H_
