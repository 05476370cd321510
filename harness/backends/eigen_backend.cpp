#include "harness/backends/eigen_backend.h"

#include "converter/io/byte_source.h"
#include "converter/network/network_reader.h"

namespace tidemark::harness {

EigenBackend::EigenBackend(const std::filesystem::path& network,
                           const reference::EvaluatorOptions& options)
    : network_(converter::ReadNetwork(*converter::OpenStreamed(network), weights_)),
      evaluator_(network_, weights_, options),
      info_{.name = "eigen",
            .emulated = false,
            .precision = "fp32",
            .policy_channels = network_.policy_head.channels(),
            .score_channels = network_.value_head.score_channels(),
            .needs_metadata = network_.has_metadata()} {}

BackendMemory EigenBackend::memory() const { return {.weight_bytes = weights_.bytes()}; }

reference::RawOutputs EigenBackend::Evaluate(const reference::NetworkInputs& inputs) {
  return evaluator_.Evaluate(inputs);
}

bool EigenBackend::StartProfile() {
  evaluator_.StartProfile();
  return true;
}

}  // namespace tidemark::harness
