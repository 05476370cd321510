#ifndef TIDEMARK_HARNESS_MEASURE_FROM_ZERO_H_
#define TIDEMARK_HARNESS_MEASURE_FROM_ZERO_H_

#include "converter/io/json_value.h"

namespace tidemark::harness {

// A number that is not negative: a time, a count. Throws FormatError for others.
inline double FromZero(const converter::JsonValue& value) {
  const double number = value.Number();
  if (number < 0) value.FailExpecting("a number from 0");
  return number;
}

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_FROM_ZERO_H_
