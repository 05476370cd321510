#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_OP_REGISTRY_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_OP_REGISTRY_H_

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "harness/backends/ane/kernel.h"
#include "harness/backends/ane/op_arguments.h"
#include "harness/backends/ane/value.h"

namespace tidemark::harness::ane {

// What checking an operation's parameters came to.
struct BuiltOp {
  // One per result.
  std::vector<TensorType> outputs = {};
  // What the kernel reads, in its order.
  std::vector<const Value*> inputs = {};
  // Null if the one result is the elements of inputs[0] seen in another shape or type.
  std::unique_ptr<Kernel> kernel = {};
  // Set if the one result is known at load; it then has no kernel.
  ConstantPtr constant = {};
};

// Checks the parameters of one operation, infers its results' types and resolves what is constant.
// Throws FormatError that says what is wrong, without naming the operation.
using BuildOp = BuiltOp (*)(const OpArguments& arguments);

struct OpDefinition {
  std::string_view name;
  // Names of the parameters, with `?` after those that may be absent and `*` after those that take
  // one or more values.
  std::string_view parameters;
  BuildOp build = nullptr;
  // The first opset that has it: 5 for CoreML5.
  int since_opset = 5;
};

// Every operation that programs may use, in alphabetical order; `const` is not among them.
std::span<const OpDefinition> OpDefinitions();

// Null if there is no operation of that name.
const OpDefinition* FindOp(std::string_view name);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_OP_REGISTRY_H_
