#ifndef TIDEMARK_CONVERTER_MIL_MODEL_DESCRIPTION_H_
#define TIDEMARK_CONVERTER_MIL_MODEL_DESCRIPTION_H_

#include <string>

#include "converter/mil/program_options.h"
#include "converter/mil/proto/model.pb.h"
#include "converter/network/network.h"

namespace tidemark::converter {

// Texts for people; empty ones are left out, except that an empty description becomes
// "KataGo - <n> blocks, <c> channels".
struct ModelTexts {
  std::string description = {};
  std::string author = {};
  std::string license = {};
};

// A model without its program: specification version (6, or 7 for FLOAT16 inputs and outputs),
// inputs, outputs and metadata. A range of batches has its smallest as the default shape.
coreml::Model DescribeModel(const Network& network, const ProgramOptions& options,
                            const ModelTexts& texts);

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_MIL_MODEL_DESCRIPTION_H_
