#include "harness/engine/loaded_network.h"

#include <memory>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"
#include "converter/network/weight_sink.h"

namespace tidemark::harness {

LoadedNetwork::LoadedNetwork(const std::filesystem::path& file, const LoadOptions& options)
    : file_(file), released_(options.metadata_only) {
  const std::unique_ptr<converter::ByteSource> source =
      options.stream_gzip ? converter::OpenStreamed(file) : converter::OpenBuffered(file);
  converter::DiscardSink discard;
  converter::WeightSink& sink =
      options.metadata_only ? static_cast<converter::WeightSink&>(discard) : weights_;
  network_ = converter::ReadNetwork(*source, sink);
  inflated_bytes_ = source->offset();
}

const converter::TensorStore& LoadedNetwork::weights() const {
  if (released_) {
    throw UsageError("the engine does not hold the weights; it has their shapes only",
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
