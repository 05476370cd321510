#ifndef TIDEMARK_HARNESS_SCENARIO_LIMIT_READER_H_
#define TIDEMARK_HARNESS_SCENARIO_LIMIT_READER_H_

#include <string>

#include "converter/io/json_value.h"
#include "harness/scenario/limits.h"

namespace tidemark::harness {

// The limit `id` of a scenario or a policy. Throws FormatError with the place of `value` when there
// is no such limit, or its value is not of its kind.
Limit ReadLimit(const std::string& id, const converter::JsonValue& value);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_SCENARIO_LIMIT_READER_H_
