#ifndef TIDEMARK_CONVERTER_MIL_LOWER_RMS_NORM_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_RMS_NORM_H_

#include "converter/mil/lowering.h"
#include "converter/network/layers.h"

namespace tidemark::converter {

// The RMSNorm at the trunk's tip, its activation, and the mask. What is squared and averaged stays
// in FLOAT32 even in a half-precision program, where the squares would overflow.
Value LowerRmsNormTip(Lowering& lowering, const RmsNorm& norm, const Activation& activation,
                      const Value& x);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_RMS_NORM_H_
