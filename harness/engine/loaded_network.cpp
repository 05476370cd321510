#include "harness/engine/loaded_network.h"

#include <memory>

#include "converter/error.h"
#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"
#include "converter/network/weight_sink.h"
#include "harness/memory/heap_use.h"

namespace tidemark::harness {

LoadedNetwork::LoadedNetwork(const std::filesystem::path& file, const LoadOptions& options)
    : file_(file), released_(options.metadata_only) {
  const auto inflating = [&](uint64_t held) {
    if (options.observer) options.observer({{"inflated file", held}});
  };
  const std::unique_ptr<converter::ByteSource> source =
      options.stream_gzip ? converter::OpenStreamed(file)
                          : converter::OpenBuffered(file, inflating);
  const HeapMeter meter;
  converter::DiscardSink discard;
  converter::WeightSink& sink =
      options.metadata_only ? static_cast<converter::WeightSink&>(discard) : weights_;
  network_ = converter::ReadNetwork(*source, sink);
  inflated_bytes_ = source->offset();
  description_bytes_ = meter.GrowthBesides(weights_.bytes());
  if (options.observer) {
    converter::Owners held = owners();
    held[options.stream_gzip ? "inflation window" : "inflated file"] = source->held_bytes();
    options.observer(held);
  }
}

const converter::TensorStore& LoadedNetwork::weights() const {
  if (released_) {
    throw UsageError("the engine does not hold the weights; it has their shapes only",
                     {.file = file_.string()});
  }
  return weights_;
}

uint64_t LoadedNetwork::weight_bytes() const { return released_ ? 0 : weights_.bytes(); }

converter::Owners LoadedNetwork::owners() const {
  return {{"engine weights", weight_bytes()}, {"network description", description_bytes_}};
}

void LoadedNetwork::ReleaseWeights() {
  if (released_.exchange(true)) return;
  weights_.Release();
}

}  // namespace tidemark::harness
