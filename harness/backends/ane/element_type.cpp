#include "harness/backends/ane/element_type.h"

#include <string>

#include "converter/error.h"

namespace tidemark::harness::ane {

std::string_view NameOf(ElementType type) {
  switch (type) {
    case ElementType::kFloat16:
      return "fp16";
    case ElementType::kFloat32:
      return "fp32";
    case ElementType::kInt32:
      return "int32";
    case ElementType::kBool:
      return "bool";
    case ElementType::kString:
      return "string";
  }
  return "";
}

ElementType ElementTypeOf(mil::DataType type) {
  switch (type) {
    case mil::FLOAT16:
      return ElementType::kFloat16;
    case mil::FLOAT32:
      return ElementType::kFloat32;
    case mil::INT32:
      return ElementType::kInt32;
    case mil::BOOL:
      return ElementType::kBool;
    case mil::STRING:
      return ElementType::kString;
    default:
      throw FormatError("element type " + std::to_string(static_cast<int>(type)) +
                        " is not supported; FLOAT16, FLOAT32, INT32, BOOL and STRING are");
  }
}

}  // namespace tidemark::harness::ane
