#ifndef TIDEMARK_CONVERTER_MIL_LOWERING_H_
#define TIDEMARK_CONVERTER_MIL_LOWERING_H_

#include <map>
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
  // [N, 1, H, W], 1 on the board and 0 off it, in the options' element type.
  Value mask = {};
  // By name, see Shared(): casts of the mask, tables of angles, what hides keys off the board.
  std::map<std::string, Value> shared = {};

  // A free name after a layer, and a part of what the layer became.
  std::string Name(const std::string& layer) const { return names.Unique(layer); }
  std::string Name(const std::string& layer, std::string_view part) const {
    return names.Unique(layer + "_" + std::string(part));
  }

  // A number in the element type of what passes between layers.
  Value Float(float value) const { return operations.Float(options.element(), value); }

  // A number in the element type of products.
  Value WideFloat(float value) const { return operations.Float(options.wide_element(), value); }

  // `x` itself if it is of that type, else a cast of it that is named after `layer`.
  Value As(mil::DataType element, const std::string& layer, const Value& x) const {
    if (x.type.element == element) return x;
    return operations.Cast(Name(layer, element == mil::FLOAT32 ? "fp32" : "fp16"), x, element);
  }
  Value Wide(const std::string& layer, const Value& x) const {
    return As(options.wide_element(), layer, x);
  }
  // What several layers use under that name; `make` makes it for the first.
  template <typename Make>
  Value Shared(const std::string& name, const Make& make) {
    const auto found = shared.find(name);
    return found != shared.end() ? found->second : shared.emplace(name, make()).first->second;
  }
  // The mask in another element type.
  Value MaskAs(mil::DataType element) {
    if (mask.type.element == element) return mask;
    return Shared("mask as " + std::to_string(element),
                  [&] { return As(element, mask.name, mask); });
  }
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWERING_H_
