#ifndef TIDEMARK_CONVERTER_MIL_PROGRAM_OPTIONS_H_
#define TIDEMARK_CONVERTER_MIL_PROGRAM_OPTIONS_H_

#include <cstdint>

#include "converter/layout/blob_form.h"
#include "converter/mil/value.h"

namespace tidemark::converter {

// What a program depends on besides its network.
struct ProgramOptions {
  // Element type of the operations and of the stored weights.
  BlobType precision = BlobType::kFloat16;
  // Inputs and outputs are FLOAT16 too; only with kFloat16.
  bool fp16_io = false;
  uint64_t height = 19;
  uint64_t width = 19;
  // Every position fills the board: no masking after norms, pooling over constants.
  bool identity_mask = false;
  uint64_t min_batch = 1;
  uint64_t max_batch = 1;

  bool fixed_batch() const { return min_batch == max_batch; }
  Dimension batch() const { return fixed_batch() ? Dimension(min_batch) : std::nullopt; }
  mil::DataType element() const { return ElementOf(precision); }
  mil::DataType io_element() const {
    return precision == BlobType::kFloat16 && fp16_io ? mil::FLOAT16 : mil::FLOAT32;
  }
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_PROGRAM_OPTIONS_H_
