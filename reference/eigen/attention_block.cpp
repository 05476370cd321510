#include "reference/eigen/attention_block.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "reference/eigen/point_product.h"

namespace tidemark::reference {
namespace {

// Makes each column of `logits` [points, points] a distribution over the rows whose `mask` is set,
// and 0 in the others. Logits are divided by `divisor` first.
template <typename Scalar>
void SoftmaxColumns(Scalar divisor, const Scalar* mask, size_t points,
                    std::vector<Scalar>& logits) {
  std::vector<Scalar> highest(points, -std::numeric_limits<Scalar>::infinity());
  std::vector<Scalar> sums(points);
  for (size_t u = 0; u < points; ++u) {
    if (mask[u] == Scalar{0}) continue;
    Scalar* const row = logits.data() + u * points;
    for (size_t s = 0; s < points; ++s) {
      row[s] /= divisor;
      highest[s] = std::max(highest[s], row[s]);
    }
  }
  for (size_t u = 0; u < points; ++u) {
    Scalar* const row = logits.data() + u * points;
    if (mask[u] == Scalar{0}) {
      std::fill_n(row, points, Scalar{0});
      continue;
    }
    for (size_t s = 0; s < points; ++s) {
      row[s] = std::exp(row[s] - highest[s]);
      sums[s] += row[s];
    }
  }
  for (size_t u = 0; u < points; ++u) {
    Scalar* const row = logits.data() + u * points;
    for (size_t s = 0; s < points; ++s) row[s] /= sums[s];
  }
}

}  // namespace

template <typename Scalar>
AttentionResidualBlock<Scalar>::AttentionResidualBlock(const converter::AttentionBlock& block,
                                                       const converter::TensorStore& weights)
    : heads_(block.heads),
      kv_heads_(block.kv_heads),
      q_width_(block.q_width),
      v_width_(block.v_width),
      norm_(block.norm, weights),
      query_(PointProduct(block.query), weights),
      key_(PointProduct(block.key), weights),
      value_(PointProduct(block.value), weights),
      output_(PointProduct(block.output), weights) {
  if (block.rope.has_value()) rope_.emplace(block, weights);
}

template <typename Scalar>
void AttentionResidualBlock<Scalar>::AddTo(Workspace<Scalar>& workspace,
                                           FeatureMap<Scalar>& stream) const {
  FeatureMap<Scalar> mixed = workspace.TakeMap(output_.in_channels());
  {
    FeatureMap<Scalar> query = workspace.TakeMap(query_.out_channels());
    FeatureMap<Scalar> key = workspace.TakeMap(key_.out_channels());
    FeatureMap<Scalar> value = workspace.TakeMap(value_.out_channels());
    {
      FeatureMap<Scalar> normed = workspace.TakeMap(stream.channels());
      norm_.Apply(workspace, stream, normed);
      query_.Apply(workspace, normed, false, query);
      key_.Apply(workspace, normed, false, key);
      value_.Apply(workspace, normed, false, value);
    }
    if (rope_.has_value()) {
      const int group = heads_ / kv_heads_;
      for (int head = 0; head < heads_; ++head) {
        rope_->Turn(head / group, head * q_width_, query);
      }
      for (int head = 0; head < kv_heads_; ++head) rope_->Turn(head, head * q_width_, key);
    }
    workspace.workers().Run(
        heads_, [&](int head, int) { Attend(head, workspace, query, key, value, mixed); });
  }
  output_.Apply(workspace, mixed, true, stream);
}

template <typename Scalar>
void AttentionResidualBlock<Scalar>::Attend(int head, const Workspace<Scalar>& workspace,
                                            const FeatureMap<Scalar>& query,
                                            const FeatureMap<Scalar>& key,
                                            const FeatureMap<Scalar>& value,
                                            FeatureMap<Scalar>& out) const {
  const PointGrid& grid = workspace.grid();
  const int kv_head = head / (heads_ / kv_heads_);
  const int points = grid.span;
  const auto count = static_cast<size_t>(points);
  // [keys, queries].
  std::vector<Scalar> weights(count * count);
  workspace.kernels().gemm(
      true, points, points, q_width_, key.channel(kv_head * q_width_) + grid.origin, grid.size,
      query.channel(head * q_width_) + grid.origin, grid.size, false, weights.data(), points);
  SoftmaxColumns(std::sqrt(static_cast<Scalar>(q_width_)), workspace.mask() + grid.origin, count,
                 weights);
  workspace.kernels().gemm(
      false, v_width_, points, points, value.channel(kv_head * v_width_) + grid.origin, grid.size,
      weights.data(), points, false, out.channel(head * v_width_) + grid.origin, grid.size);
}

template class AttentionResidualBlock<float>;
template class AttentionResidualBlock<double>;

}  // namespace tidemark::reference
