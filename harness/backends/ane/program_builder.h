#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_PROGRAM_BUILDER_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_PROGRAM_BUILDER_H_

#include <string>

#include "converter/mil/proto/model.pb.h"
#include "harness/backends/ane/program.h"
#include "harness/backends/ane/weight_store.h"

namespace tidemark::harness::ane {

// Limits on a model, so that a small file cannot ask for much work or memory at load.
inline constexpr int kMaxOperations = 200'000;

// Checks a model's ML Program as it is written, and makes it ready to run: every name is defined
// once and before its use, every operation is known and its parameters are of the types it takes,
// every declared type is the one that follows, every constant is there, and inputs and outputs are
// those of the model's description.
//
// Throws FormatError that names `file` and the operation or value.
Program BuildProgram(const coreml::Model& model, WeightStore& weights, const std::string& file);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_PROGRAM_BUILDER_H_
