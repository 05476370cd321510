#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_ELEMENT_TYPE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_ELEMENT_TYPE_H_

#include <string_view>

#include "converter/mil/proto/mil.pb.h"

namespace tidemark::harness::ane {

// Element types of the values of an ML Program, as far as programs of networks use them.
enum class ElementType { kFloat16, kFloat32, kInt32, kBool, kString };

inline bool IsFloating(ElementType type) {
  return type == ElementType::kFloat16 || type == ElementType::kFloat32;
}

// "fp16", "fp32", "int32", "bool" (what `cast` calls them) or "string".
std::string_view NameOf(ElementType type);

// Throws FormatError that names the type when programs are not run with it.
ElementType ElementTypeOf(mil::DataType type);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_ELEMENT_TYPE_H_
