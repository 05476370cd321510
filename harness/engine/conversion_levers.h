#ifndef TIDEMARK_HARNESS_ENGINE_CONVERSION_LEVERS_H_
#define TIDEMARK_HARNESS_ENGINE_CONVERSION_LEVERS_H_

#include "converter/convert.h"
#include "harness/engine/levers.h"

namespace tidemark::harness {

// Sets the options of `convert` that levers stand for.
void ApplyLevers(const LeverSet& levers, converter::ConvertOptions& convert);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_CONVERSION_LEVERS_H_
