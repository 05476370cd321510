#ifndef TIDEMARK_CONVERTER_MIL_LOWER_HEADS_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_HEADS_H_

#include <string>

#include "converter/mil/lowering.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// Both heads start at the trunk's tip [N, C, H, W]. Their outputs are raw: logits, and scores
// without any multiplier. They are named as features.h has it, with `suffix` behind.

struct PolicyOutputs {
  Value policy = {};  // [N, K, H, W]
  Value pass = {};    // [N, K]
};

PolicyOutputs LowerPolicyHead(Lowering& lowering, const PolicyHead& head, const Value& tip,
                              const std::string& suffix);

struct ValueOutputs {
  Value value = {};      // [N, 3]
  Value score = {};      // [N, 4 or 6]
  Value ownership = {};  // [N, 1, H, W]
};

ValueOutputs LowerValueHead(Lowering& lowering, const ValueHead& head, const Value& tip,
                            const std::string& suffix);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_HEADS_H_
