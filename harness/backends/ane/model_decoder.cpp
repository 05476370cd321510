#include "harness/backends/ane/model_decoder.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/common.h>
#if GOOGLE_PROTOBUF_VERSION < 4022000
#include <google/protobuf/stubs/logging.h>
#endif

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

// Messages nest 16 deep in the programs of networks.
constexpr int kRecursionLimit = 64;

}  // namespace

coreml::Model DecodeModel(const converter::PackageReader& package) {
  const std::string bytes = package.ReadModel();
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const uint8_t*>(bytes.data()),
                                                static_cast<int>(bytes.size()));
  stream.SetTotalBytesLimit(static_cast<int>(converter::kLargestModelBytes));
  stream.SetRecursionLimit(kRecursionLimit);
#if GOOGLE_PROTOBUF_VERSION < 4022000
  // The library would print its own account of a damaged text beside the error below.
  const google::protobuf::LogSilencer silencer;
#endif
  coreml::Model model;
  if (!model.ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage()) {
    throw FormatError("not a Core ML model, or damaged: its protobuf does not parse",
                      {.file = package.model_file().string(),
                       .offset = static_cast<uint64_t>(std::max(stream.CurrentPosition(), 0))});
  }
  return model;
}

}  // namespace tidemark::harness::ane
