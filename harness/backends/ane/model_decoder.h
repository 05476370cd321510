#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_MODEL_DECODER_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_MODEL_DECODER_H_

#include <cstddef>
#include <memory>

#include "converter/mil/proto/model.pb.h"
#include "converter/package/package_reader.h"

namespace google::protobuf {
class Arena;
}

namespace tidemark::harness::ane {

// What the messages of a model may take, besides its strings. The largest of `harness
// architectures`, b15c1024h16nbt3tflrs, needs 11.4 MiB with them.
inline constexpr size_t kMostMessageBytes = size_t{32} << 20;

// The model of a package, parsed with bounded depth and size: a file may be small and its messages
// many.
class DecodedModel {
 public:
  // Throws FormatError when the protobuf does not parse or its messages take more than
  // kMostMessageBytes, and what reading throws.
  explicit DecodedModel(const converter::PackageReader& package);
  ~DecodedModel();
  DecodedModel(const DecodedModel&) = delete;
  DecodedModel& operator=(const DecodedModel&) = delete;

  const coreml::Model& model() const { return *model_; }

 private:
  std::unique_ptr<google::protobuf::Arena> arena_;
  // In the arena.
  coreml::Model* model_ = nullptr;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_MODEL_DECODER_H_
