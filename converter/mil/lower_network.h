#ifndef TIDEMARK_CONVERTER_MIL_LOWER_NETWORK_H_
#define TIDEMARK_CONVERTER_MIL_LOWER_NETWORK_H_

#include "converter/layout/blob_plan.h"
#include "converter/mil/program_builder.h"
#include "converter/mil/program_options.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// A network as an ML program that computes its raw outputs. It refers to weights by their place in
// `plan`, and reads none. With FLOAT32 inputs and outputs around half precision, casts stand at
// the boundary and nowhere else.
ProgramBuilder LowerNetwork(const Network& network, const BlobPlan& plan,
                            const ProgramOptions& options);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_LOWER_NETWORK_H_
