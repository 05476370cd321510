#ifndef TIDEMARK_CONVERTER_MIL_TESTS_PROGRAM_FACTS_H_
#define TIDEMARK_CONVERTER_MIL_TESTS_PROGRAM_FACTS_H_

// For tests only: what is in a program. Models must have passed CheckModel().

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "converter/mil/proto/model.pb.h"

namespace tidemark::testing {

// The block that a model runs.
const mil::Block& MainBlock(const coreml::Model& model);

// A line for each operation that is no constant: its type, its parameters and the type of its
// result, in the program's order.
std::vector<std::string> Signatures(const coreml::Model& model);

// How many operations of each type there are.
std::map<std::string, int> CountOperations(const coreml::Model& model);

// The places in the weight file that constants refer to, in the program's order.
std::vector<uint64_t> WeightOffsets(const coreml::Model& model);

}  // namespace tidemark::testing

#endif  // TIDEMARK_CONVERTER_MIL_TESTS_PROGRAM_FACTS_H_
