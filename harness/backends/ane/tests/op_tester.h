#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_TESTS_OP_TESTER_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_TESTS_OP_TESTER_H_

#include <string>
#include <vector>

#include "harness/backends/ane/tests/package_maker.h"

namespace tidemark::harness::ane {

// An operand of one operation: an input of the program.
struct Given {
  Dims dims = {};
  std::vector<float> values = {};
};

// The result of one operation on inputs of type `type`, called by the parameters' names, and on
// constants. `dims` is the shape that it must have.
std::vector<float> Compute(const std::string& op, mil::DataType type,
                           const std::map<std::string, Given>& inputs,
                           PackageMaker::Arguments constants, const Dims& dims,
                           const std::string& opset = "CoreML5");

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_TESTS_OP_TESTER_H_
