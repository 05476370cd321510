#include "harness/engine/loaded_network.h"

#include <memory>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"

namespace tidemark::harness {

LoadedNetwork::LoadedNetwork(const std::filesystem::path& file, bool stream_gzip) : file_(file) {
  const std::unique_ptr<converter::ByteSource> source =
      stream_gzip ? converter::OpenStreamed(file) : converter::OpenBuffered(file);
  network_ = converter::ReadNetwork(*source, weights_);
  inflated_bytes_ = source->offset();
}

const converter::TensorStore& LoadedNetwork::weights() const {
  if (released_) {
    throw UsageError("the engine's weights were released; only their shapes are left",
                     {.file = file_.string()});
  }
  return weights_;
}

uint64_t LoadedNetwork::weight_bytes() const { return released_ ? 0 : weights_.bytes(); }

void LoadedNetwork::ReleaseWeights() {
  if (released_.exchange(true)) return;
  weights_.Release();
}

}  // namespace tidemark::harness
