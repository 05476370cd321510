#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_MULTI_ARRAY_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_MULTI_ARRAY_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#import <CoreML/CoreML.h>

#include "converter/error.h"

namespace tidemark::harness::core_ml {

using Sizes = std::vector<int64_t>;

Sizes ToSizes(NSArray<NSNumber*>* numbers);

// `[1, 22, 19, 19]`.
std::string ToText(const Sizes& sizes);

// A new array with `values`, row-major; autoreleased. Throws UsageError when there are more or
// fewer of them than `shape` has, MeasurementError when Core ML makes no such array.
MLMultiArray* MakeArray(const Sizes& shape, MLMultiArrayDataType type,
                        std::span<const float> values, const ErrorContext& context);

// Appends what an array holds, row-major. Its elements may be of any floating-point type and lie
// any strides apart: those of an output often do not lie side by side. Throws FormatError with
// `context` for elements of another type.
void AppendValues(MLMultiArray* array, const ErrorContext& context, std::vector<float>& to);

}  // namespace tidemark::harness::core_ml

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_MULTI_ARRAY_H_
