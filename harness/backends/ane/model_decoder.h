#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_MODEL_DECODER_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_MODEL_DECODER_H_

#include "converter/mil/proto/model.pb.h"
#include "converter/package/package_reader.h"

namespace tidemark::harness::ane {

// The model of a package, parsed with bounded depth and size. Throws FormatError when its protobuf
// does not parse, and what reading throws.
coreml::Model DecodeModel(const converter::PackageReader& package);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_MODEL_DECODER_H_
