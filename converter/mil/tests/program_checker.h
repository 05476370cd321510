#ifndef TIDEMARK_CONVERTER_MIL_TESTS_PROGRAM_CHECKER_H_
#define TIDEMARK_CONVERTER_MIL_TESTS_PROGRAM_CHECKER_H_

// For tests only: the rules that Core ML holds a model to, checked without any of the code that
// builds one.

#include <string>
#include <vector>

#include "converter/mil/proto/model.pb.h"

namespace tidemark::testing {

// What is wrong with a model; empty if nothing is. Description and program must agree on names,
// order and types of inputs and outputs; every value is defined once and before its use, under a
// name that is an identifier; constants' payloads fit their types; each operation has all its
// parameters, operands of one element type, and a result of the type that follows from them.
std::vector<std::string> CheckModel(const coreml::Model& model);

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_MIL_TESTS_PROGRAM_CHECKER_H_
