#ifndef TIDEMARK_HARNESS_ENGINE_LOADED_NETWORK_H_
#define TIDEMARK_HARNESS_ENGINE_LOADED_NETWORK_H_

#include <atomic>
#include <cstdint>
#include <filesystem>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"

namespace tidemark::harness {

// A network as an engine holds it: shapes for life, float weights until they are released.
// Not movable: contexts refer to it.
class LoadedNetwork {
 public:
  // Reads the file. With `stream_gzip` it is inflated through a bounded window; without, the whole
  // file is inflated first and kept until the network is parsed.
  LoadedNetwork(const std::filesystem::path& file, bool stream_gzip);
  LoadedNetwork(const LoadedNetwork&) = delete;
  LoadedNetwork& operator=(const LoadedNetwork&) = delete;

  const std::filesystem::path& file() const { return file_; }
  const converter::Network& network() const { return network_; }
  uint64_t inflated_bytes() const { return inflated_bytes_; }

  // The float weights. Throws UsageError once they are released.
  const converter::TensorStore& weights() const;
  uint64_t weight_bytes() const;
  bool released() const { return released_; }

  // Frees the float weights; shapes stay readable. Harmless when repeated.
  void ReleaseWeights();

 private:
  std::filesystem::path file_;
  converter::Network network_;
  converter::TensorStore weights_;
  uint64_t inflated_bytes_ = 0;
  std::atomic<bool> released_ = false;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_LOADED_NETWORK_H_
