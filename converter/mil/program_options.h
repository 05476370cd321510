#ifndef TIDEMARK_CONVERTER_MIL_PROGRAM_OPTIONS_H_
#define TIDEMARK_CONVERTER_MIL_PROGRAM_OPTIONS_H_

#include <cstdint>

#include "converter/layout/storage.h"
#include "converter/mil/target.h"
#include "converter/mil/value.h"

namespace tidemark::converter {

// What a program depends on besides its network.
struct ProgramOptions {
  PrecisionTier tier = PrecisionTier::kHalf;
  // Inputs and outputs are FLOAT16 too; not in the full tier.
  bool fp16_io = false;
  Target target = Target::kMacOs12;
  uint64_t height = 19;
  uint64_t width = 19;
  // Every position fills the board: no masking after norms, pooling over constants.
  bool identity_mask = false;
  uint64_t min_batch = 1;
  uint64_t max_batch = 1;

  // Of the program.
  const char* opset() const { return target == Target::kMacOs12 ? "CoreML5" : "CoreML8"; }
  bool fixed_batch() const { return min_batch == max_batch; }
  Dimension batch() const { return fixed_batch() ? Dimension(min_batch) : std::nullopt; }
  Storage storage() const { return {.tier = tier, .height = height, .width = width}; }
  // Of what passes between layers.
  mil::DataType element() const {
    return tier == PrecisionTier::kFull ? mil::FLOAT32 : mil::FLOAT16;
  }
  // Of convolutions, products, pooling and feed-forward blocks.
  mil::DataType wide_element() const {
    return tier == PrecisionTier::kHalf ? mil::FLOAT16 : mil::FLOAT32;
  }
  mil::DataType io_element() const {
    return tier != PrecisionTier::kFull && fp16_io ? mil::FLOAT16 : mil::FLOAT32;
  }
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_PROGRAM_OPTIONS_H_
