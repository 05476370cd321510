#ifndef TIDEMARK_REFERENCE_EIGEN_TESTS_LAYER_TEST_SUPPORT_H_
#define TIDEMARK_REFERENCE_EIGEN_TESTS_LAYER_TEST_SUPPORT_H_

#include <cstdint>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/tests/kernel_test_support.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// Layers written down with their weights.
class HandWeights {
 public:
  const converter::TensorStore& store() const { return store_; }

  converter::TensorId Add(const std::vector<float>& values) {
    store_.Begin({.role = converter::TensorRole::kMatMul,
                  .layer = {},
                  .shape = {values.size()},
                  .batch_norm = {}});
    store_.Append(values);
    store_.End();
    return {next_++};
  }

  // `weights` is [y, x, in, out].
  converter::Convolution Convolution(int kernel_y, int kernel_x, int in, int out,
                                     const std::vector<float>& weights) {
    return {.name = "convolution",
            .kernel_y = kernel_y,
            .kernel_x = kernel_x,
            .in_channels = in,
            .out_channels = out,
            .weights = Add(weights)};
  }

  // scale * x + bias.
  converter::BatchNorm Affine(const std::vector<float>& scale, const std::vector<float>& bias) {
    return {.name = "norm",
            .channels = static_cast<int>(scale.size()),
            .epsilon = 1e-20F,
            .mean = Add(std::vector<float>(scale.size(), 0.0F)),
            .variance = Add(std::vector<float>(scale.size(), 1.0F)),
            .scale = Add(scale),
            .bias = Add(bias)};
  }

  converter::MatMul MatMul(int in, int out, const std::vector<float>& weights) {
    return {.name = "product", .in_channels = in, .out_channels = out, .weights = Add(weights)};
  }

  converter::Bias Bias(const std::vector<float>& values) {
    return {.name = "bias", .channels = static_cast<int>(values.size()), .weights = Add(values)};
  }

 private:
  converter::TensorStore store_;
  uint32_t next_ = 0;
};

inline converter::Activation Identity() {
  return {.name = "activation", .kind = converter::ActivationKind::kIdentity};
}
inline converter::Activation Relu() {
  return {.name = "activation", .kind = converter::ActivationKind::kRelu};
}

// A board in the top-left corner of a buffer, and what layers need to be evaluated on it.
template <typename Scalar>
class BoardInBuffer {
 public:
  BoardInBuffer(int board_height, int board_width, int height, int width, int threads = 1)
      : workers_(threads),
        workspace_({.batch = 1, .height = height, .width = width}, BestKernelSet(), workers_,
                   costs_) {
    std::vector<float> mask;
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) mask.push_back(y < board_height && x < board_width ? 1 : 0);
    }
    workspace_.SetBoard(0, mask.data());
  }

  Workspace<Scalar>& operator*() { return workspace_; }
  Workspace<Scalar>* operator->() { return &workspace_; }

 private:
  WorkerPool workers_;
  CostLedger costs_;
  Workspace<Scalar> workspace_;
};

// A value of the first position.
template <typename Scalar>
Scalar At(const FeatureMap<Scalar>& map, int c, int y, int x) {
  return map.point(y * map.shape().width + x)[c];
}

// Sets a channel's points, [N, H, W].
template <typename Scalar>
void SetPoints(FeatureMap<Scalar>& map, int c, const std::vector<float>& points) {
  for (int p = 0; p < map.shape().points(); ++p) {
    map.point(p)[c] = points.at(static_cast<size_t>(p));
  }
}

// A channel's points of the first position, [H, W].
template <typename Scalar>
std::vector<float> PointsOf(const FeatureMap<Scalar>& map, int c) {
  std::vector<float> points(static_cast<size_t>(map.shape().area()));
  map.CopyChannel(0, c, points.data());
  return points;
}

// Tests of a layer run in both precisions.
template <typename Scalar>
class BothPrecisions : public ::testing::Test {};
using Precisions = ::testing::Types<float, double>;

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_TESTS_LAYER_TEST_SUPPORT_H_
