#include "reference/eigen/attention_block.h"

#include <algorithm>
#include <cmath>

#include "reference/eigen/pieces.h"
#include "reference/eigen/point_product.h"

namespace tidemark::reference {

template <typename Scalar>
AttentionResidualBlock<Scalar>::AttentionResidualBlock(const converter::AttentionBlock& block,
                                                       const converter::TensorStore& weights)
    : name_(block.name),
      heads_(block.heads),
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
      rope_->Turn(workspace, heads_, query);
      rope_->Turn(workspace, kv_heads_, key);
    }
    Attend(workspace, query, key, value, mixed);
  }
  output_.Apply(workspace, mixed, true, stream);
}

template <typename Scalar>
void AttentionResidualBlock<Scalar>::Attend(Workspace<Scalar>& workspace,
                                            const FeatureMap<Scalar>& query,
                                            const FeatureMap<Scalar>& key,
                                            const FeatureMap<Scalar>& value,
                                            FeatureMap<Scalar>& out) const {
  // So many queries at a time, whatever the threads: the weights of all would take the square of
  // the points.
  constexpr int kQueries = 128;
  const int area = workspace.shape().area();
  const auto entry = workspace.costs().Begin(this, [&]() -> LayerCost {
    const double pairs = static_cast<double>(workspace.shape().points()) * area;
    return {.layer = name_,
            .operation = "attention",
            .operations = 2.0 * pairs * heads_ * (q_width_ + v_width_),
            .activation_bytes = static_cast<size_t>(query.channels() + key.channels() +
                                                    value.channels() + out.channels()) *
                                static_cast<size_t>(workspace.shape().points()) * sizeof(Scalar)};
  });
  const Scalar scale = Scalar{1} / std::sqrt(static_cast<Scalar>(q_width_));
  const int pieces = Pieces(area, kQueries);
  const Kernels<Scalar>& kernels = workspace.kernels();
  workspace.workers().Run(workspace.shape().batch * heads_ * pieces, [&](int task, int worker) {
    const int head = task / pieces % heads_;
    const int kv_head = head / (heads_ / kv_heads_);
    const int board = task / pieces / heads_ * area;
    const int first = task % pieces * kQueries;
    const int queries = std::min(kQueries, area - first);
    // [queries, keys].
    Scalar* const weights = workspace.task_scratch(worker).Take(static_cast<size_t>(queries) *
                                                                static_cast<size_t>(area));
    kernels.gemm(Transposed::kRight, queries, area, q_width_,
                 query.point(board + first) + head * q_width_, query.channels(),
                 key.point(board) + kv_head * q_width_, key.channels(), false, weights, area);
    kernels.softmax(queries, area, scale, workspace.mask() + board, weights);
    kernels.gemm(Transposed::kNone, queries, v_width_, area, weights, area,
                 value.point(board) + kv_head * v_width_, value.channels(), false,
                 out.point(board + first) + head * v_width_, out.channels());
  });
}

template class AttentionResidualBlock<float>;
template class AttentionResidualBlock<double>;

}  // namespace tidemark::reference
