#ifndef TIDEMARK_CONVERTER_MIL_LOWERING_H_
#define TIDEMARK_CONVERTER_MIL_LOWERING_H_

#include <string>
#include <string_view>

#include "converter/layout/blob_plan.h"
#include "converter/mil/operations.h"
#include "converter/mil/program_options.h"
#include "converter/mil/value_names.h"

namespace tidemark::converter {

// What every part of a network needs to become operations.
struct Lowering {
  Operations& operations;
  ValueNames& names;
  const BlobPlan& plan;
  const ProgramOptions& options;
  // [N, 1, H, W], 1 on the board and 0 off it, in the operations' element type.
  Value mask = {};

  // A free name after a layer, and a part of what the layer became.
  std::string Name(const std::string& layer) const { return names.Unique(layer); }
  std::string Name(const std::string& layer, std::string_view part) const {
    return names.Unique(layer + "_" + std::string(part));
  }

  // A number in the operations' element type.
  Value Float(float value) const { return operations.Float(options.element(), value); }
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWERING_H_
