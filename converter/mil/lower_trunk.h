#ifndef TIDEMARK_CONVERTER_MIL_LOWER_TRUNK_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_TRUNK_H_

#include <optional>

#include "converter/mil/lowering.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// What goes into the trunk, in the operations' element type.
struct TrunkInputs {
  Value spatial = {};                  // [N, 22, H, W]
  Value global = {};                   // [N, 19]
  std::optional<Value> metadata = {};  // [N, 192], for networks with a metadata encoder
};

// The trunk, its tip normed, activated and masked: [N, C, H, W].
Value LowerTrunk(Lowering& lowering, const Trunk& trunk, const TrunkInputs& inputs);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_TRUNK_H_
