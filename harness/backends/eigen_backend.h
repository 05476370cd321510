#ifndef TIDEMARK_HARNESS_BACKENDS_EIGEN_BACKEND_H_
#define TIDEMARK_HARNESS_BACKENDS_EIGEN_BACKEND_H_

#include <filesystem>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "harness/backends/backend.h"
#include "reference/eigen/evaluator.h"

namespace tidemark::harness {

// The reference: a network evaluated with Eigen, straight from its file. Any batch, any buffer.
class EigenBackend final : public Backend {
 public:
  // Reads the network and keeps its float weights. Throws FormatError for a bad network, IoError
  // when the file cannot be read, UsageError for an option out of range.
  explicit EigenBackend(const std::filesystem::path& network,
                        const reference::EvaluatorOptions& options = {});
  // The evaluator refers to the other members.
  EigenBackend(const EigenBackend&) = delete;
  EigenBackend& operator=(const EigenBackend&) = delete;

  const BackendInfo& info() const override { return info_; }
  // The evaluator does not say what it takes besides the weights.
  BackendMemory memory() const override;
  reference::RawOutputs Evaluate(const reference::NetworkInputs& inputs) override;
  bool StartProfile() override;
  std::vector<reference::LayerCost> Profile() const override { return evaluator_.Profile(); }

  const converter::Network& network() const { return network_; }

 private:
  converter::TensorStore weights_;
  converter::Network network_;
  reference::Evaluator evaluator_;
  BackendInfo info_;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_EIGEN_BACKEND_H_
