#ifndef TIDEMARK_CONVERTER_MIL_LOWER_RMS_NORM_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_RMS_NORM_H_

#include "converter/mil/lowering.h"
#include "converter/network/layers.h"

namespace tidemark::converter {

// The RMSNorm that a transformer block begins with, and the mask. Of both norms, what is squared
// and averaged stays in FLOAT32 even in a half-precision program, where the squares would overflow.
Value LowerPointNorm(Lowering& lowering, const PointNorm& norm, const Value& x);

// The RMSNorm at the trunk's tip, its activation, and the mask.
Value LowerRmsNormTip(Lowering& lowering, const RmsNorm& norm, const Activation& activation,
                      const Value& x);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_RMS_NORM_H_
