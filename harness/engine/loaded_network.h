#ifndef TIDEMARK_HARNESS_ENGINE_LOADED_NETWORK_H_
#define TIDEMARK_HARNESS_ENGINE_LOADED_NETWORK_H_

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "converter/convert.h"
#include "converter/network/network.h"
#include "converter/network/tensor_store.h"

namespace tidemark::harness {

struct LoadOptions {
  // Inflate through a bounded window; else the whole file first, kept until the network is parsed.
  bool stream_gzip = true;
  // Load shapes only: the weights are checked as they pass, and dropped.
  bool metadata_only = false;
  // Called while the network is read, wherever that may hold the most.
  std::function<void(const converter::Owners&)> observer = {};
};

// A network as an engine holds it: shapes for life, and float weights, if it loaded them, until
// they are released. Not movable: contexts refer to it.
class LoadedNetwork {
 public:
  // Reads the file. Throws FormatError and IoError.
  explicit LoadedNetwork(const std::filesystem::path& file, const LoadOptions& options = {});
  LoadedNetwork(const LoadedNetwork&) = delete;
  LoadedNetwork& operator=(const LoadedNetwork&) = delete;

  const std::filesystem::path& file() const { return file_; }
  const converter::Network& network() const { return network_; }
  uint64_t inflated_bytes() const { return inflated_bytes_; }

  // The float weights. Throws UsageError when they are released or were never loaded.
  const converter::TensorStore& weights() const;
  uint64_t weight_bytes() const;

  // What it holds, by owner: `engine weights`, and of the shapes and names `network description`,
  // by the allocator's count.
  converter::Owners owners() const;

  // No weights are here, or not any more.
  bool released() const { return released_; }

  // Frees the float weights; shapes stay readable. Harmless when repeated.
  void ReleaseWeights();

 private:
  std::filesystem::path file_;
  converter::Network network_;
  converter::TensorStore weights_;
  uint64_t inflated_bytes_ = 0;
  uint64_t description_bytes_ = 0;
  std::atomic<bool> released_ = false;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_ENGINE_LOADED_NETWORK_H_
