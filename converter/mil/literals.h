#ifndef TIDEMARK_CONVERTER_MIL_LITERALS_H_
#define TIDEMARK_CONVERTER_MIL_LITERALS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "converter/mil/program_builder.h"
#include "converter/mil/value_names.h"

namespace tidemark::converter {

// The small constants of a program: parameters of operations and numbers of formulas. Each stands
// in the program once, where it is first wanted.
class Literals {
 public:
  Literals(ProgramBuilder& builder, ValueNames& names) : builder_(builder), names_(names) {}

  Value String(std::string_view text);
  Value Bool(bool value);
  Value Int(int32_t value);
  Value Ints(const std::vector<int32_t>& values);
  // Of the element type given, FLOAT16 or FLOAT32; rounded to it.
  Value Float(mil::DataType element, float value);

 private:
  Value Shared(std::string_view wish, TensorType type, mil::TensorValue values);

  ProgramBuilder& builder_;
  ValueNames& names_;
  // By type and payload, serialized.
  std::map<std::string, Value> shared_;
};

// A constant's payload of one float, as its declared element type wants it: FLOAT32 as a number,
// FLOAT16 as two little-endian bytes.
mil::TensorValue FloatPayload(mil::DataType element, float value);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LITERALS_H_
