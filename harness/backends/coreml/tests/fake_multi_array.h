#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_FAKE_MULTI_ARRAY_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_FAKE_MULTI_ARRAY_H_

// For tests only: multi-arrays whose elements lie apart, with NaN between them, as those of a
// device's outputs may. They are read and written without the backend's own code, which could be
// wrong both ways.

#include <cstdint>
#include <vector>

#import <CoreML/CoreML.h>

#include "harness/backends/coreml/tests/fake_model.h"

namespace tidemark::harness {

NSArray<NSNumber*>* ToNumbers(const std::vector<int64_t>& sizes);

// Row-major.
std::vector<float> ReadArray(MLMultiArray* array);

// Autoreleased. Integers are left as they are.
MLMultiArray* NewArray(const FakeArray& from, FakeElement element);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_FAKE_MULTI_ARRAY_H_
