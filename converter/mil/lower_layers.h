#ifndef TIDEMARK_CONVERTER_MIL_LOWER_LAYERS_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_LAYERS_H_

#include <string>

#include "converter/mil/lowering.h"
#include "converter/network/layers.h"

namespace tidemark::converter {

// The layers of a network as operations. Values are [N, C, H, W], or [N, C] for what has no points.
// Where a function takes a `name`, that is the result's; by default it is named after the layer.
// Results are in the element type of what passes between layers, if nothing else is said.

Value LowerConvolution(Lowering& lowering, const Convolution& layer, const Value& x,
                       const std::string& name = {});

// Every kind maps 0 to 0. Mish is x / (1 + 2 / (e^x (e^x + 2))), which overflows only to where its
// limit is right, also in half precision.
Value LowerActivation(Lowering& lowering, const Activation& layer, const Value& x);

// x * scale + bias, the points off the board set to 0 (unless the mask is the identity), activated.
Value LowerNormActivation(Lowering& lowering, const BatchNorm& norm, const Activation& activation,
                          const Value& x);

Value LowerMatMul(Lowering& lowering, const MatMul& layer, const Value& x,
                  const std::string& name = {});

// The product alone, in the element type in which products are computed, of an `x` of that type.
Value LowerWideMatMul(Lowering& lowering, const MatMul& layer, const Value& x,
                      const std::string& name = {});

// A product and its bias.
Value LowerLinear(Lowering& lowering, const MatMul& layer, const Bias& bias, const Value& x,
                  const std::string& name = {});

// Adds `channels` [N, C] to every point of `x` [N, C, H, W].
Value LowerChannelBias(Lowering& lowering, const std::string& layer, const Value& x,
                       const Value& channels);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_LAYERS_H_
