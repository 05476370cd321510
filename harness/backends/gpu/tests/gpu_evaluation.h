#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_TESTS_GPU_EVALUATION_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_TESTS_GPU_EVALUATION_H_

#include <array>
#include <cstddef>
#include <memory>

#include <gtest/gtest.h>

#include "converter/testing/tiny_networks.h"
#include "harness/backends/gpu/module_library.h"
#include "reference/cases/compare.h"
#include "reference/eigen/tests/golden_inputs.h"

namespace tidemark::harness {

inline std::unique_ptr<gpu::Evaluator> Open(const testing::TinyNetwork& tiny,
                                            const gpu::OpenOptions& options) {
  std::unique_ptr<gpu::Evaluator> evaluator;
  const auto weights = [&](converter::TensorId id) { return tiny.weights[id]; };
  const auto failure =
      gpu::LoadModule(gpu::ModuleFile()).Open(tiny.network, weights, options, evaluator);
  if (failure.has_value()) gpu::Throw(*failure);
  return evaluator;
}

inline reference::RawOutputs Evaluate(gpu::Evaluator& evaluator,
                                      const reference::NetworkInputs& inputs) {
  reference::RawOutputs outputs;
  if (const auto failure = evaluator.Evaluate(inputs, outputs)) gpu::Throw(*failure);
  return outputs;
}

// Boards of several sizes in one batch.
inline reference::NetworkInputs Batch(const converter::Network& network, std::array<int, 2> buffer,
                                      int count) {
  reference::NetworkInputs batch = {.height = buffer[0], .width = buffer[1]};
  for (int n = 0; n < count; ++n) {
    const std::array<int, 2> board = {buffer[0] - n % 3, buffer[1] - n % 2};
    const reference::NetworkInputs one = reference::PatternInputs(network, board, buffer, n);
    ++batch.batch;
    batch.spatial.insert(batch.spatial.end(), one.spatial.begin(), one.spatial.end());
    batch.global.insert(batch.global.end(), one.global.begin(), one.global.end());
    batch.metadata.insert(batch.metadata.end(), one.metadata.begin(), one.metadata.end());
  }
  return batch;
}

inline void ExpectClose(const reference::RawOutputs& expected, const reference::RawOutputs& actual,
                        const reference::NetworkInputs& inputs,
                        reference::ValueTolerance tolerance) {
  reference::RawComparison comparison(tolerance);
  for (int n = 0; n < inputs.batch; ++n) {
    comparison.Add(static_cast<size_t>(n), expected.Select(n), actual.Select(n),
                   BoardOf(inputs, n));
  }
  EXPECT_TRUE(comparison.pass()) << comparison.failures() << " values differ";
}

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_TESTS_GPU_EVALUATION_H_
