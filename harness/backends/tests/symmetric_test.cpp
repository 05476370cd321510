#include "harness/backends/symmetric.h"

#include <array>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using reference::NetworkInputs;
using reference::RawOutputs;
using reference::Symmetry;

// Its policy and ownership are planes of the input: what happens to them is what happens to a
// network's. A network that looks only at each point by itself commutes with every symmetry.
class PointwiseBackend final : public Backend {
 public:
  const BackendInfo& info() const override { return info_; }
  BackendMemory memory() const override { return {}; }

  RawOutputs Evaluate(const NetworkInputs& inputs) override {
    seen = inputs.spatial;
    const auto area = static_cast<size_t>(inputs.height * inputs.width);
    RawOutputs outputs;
    outputs.batch = inputs.batch;
    outputs.height = inputs.height;
    outputs.width = inputs.width;
    outputs.policy_channels = 2;
    outputs.value = {1, 2, 3};
    const size_t size = inputs.spatial.size() / static_cast<size_t>(inputs.batch);
    for (size_t n = 0; n < static_cast<size_t>(inputs.batch); ++n) {
      const auto first = inputs.spatial.begin() + static_cast<ptrdiff_t>(n * size);
      outputs.policy.insert(outputs.policy.end(), first, first + static_cast<ptrdiff_t>(2 * area));
      outputs.ownership.insert(outputs.ownership.end(), first,
                               first + static_cast<ptrdiff_t>(area));
    }
    return outputs;
  }

  std::vector<float> seen = {};

 private:
  BackendInfo info_ = {};
};

NetworkInputs Numbered(int batch, int height, int width) {
  NetworkInputs inputs = {.batch = batch, .height = height, .width = width};
  inputs.spatial.resize(static_cast<size_t>(batch * 3 * height * width));
  std::iota(inputs.spatial.begin(), inputs.spatial.end(), 0.0F);
  inputs.global = {7};
  return inputs;
}

TEST(Symmetric, OutputsComeBackInTheOrientationOfTheBoard) {
  for (const auto& [height, width] : {std::array{4, 4}, std::array{3, 5}}) {
    const NetworkInputs inputs = Numbered(2, height, width);
    PointwiseBackend plain;
    const RawOutputs expected = plain.Evaluate(inputs);
    for (int first = 0; first < 8; ++first) {
      const std::array<Symmetry, 2> symmetries = {Symmetry(first), Symmetry((first + 3) % 8)};
      PointwiseBackend backend;
      const RawOutputs outputs = EvaluateUnder(backend, inputs, symmetries);
      EXPECT_EQ(outputs.policy, expected.policy) << first << " over " << width << "x" << height;
      EXPECT_EQ(outputs.ownership, expected.ownership) << first;
      EXPECT_EQ(outputs.value, expected.value);
      EXPECT_NE(backend.seen, inputs.spatial);
    }
  }
}

TEST(Symmetric, TheIdentityPassesInputsOn) {
  const NetworkInputs inputs = Numbered(1, 4, 4);
  PointwiseBackend backend;
  const Symmetry identity;
  EvaluateUnder(backend, inputs, std::span(&identity, 1));
  EXPECT_EQ(backend.seen, inputs.spatial);
}

}  // namespace
}  // namespace tidemark::harness
