#include "harness/backends/ane/op_registry.h"

#include <algorithm>
#include <array>

#include "harness/backends/ane/ops.h"

namespace tidemark::harness::ane {
namespace {

constexpr auto kOps = std::to_array<OpDefinition>({
    {"add", "x y", BuildAdd},
    {"batch_norm", "x mean variance gamma? beta? epsilon?", BuildBatchNorm},
    {"cast", "x dtype", BuildCast},
    {"concat", "values* axis interleave?", BuildConcat},
    {"conv", "x weight bias? strides? pad_type? pad? dilations? groups?", BuildConv},
    {"exp", "x", BuildExp},
    {"expand_dims", "x axes", BuildExpandDims},
    {"identity", "x", BuildIdentity},
    {"layer_norm", "x axes? gamma? beta? epsilon?", BuildLayerNorm},
    {"linear", "x weight bias?", BuildLinear},
    {"matmul", "x y transpose_x? transpose_y?", BuildMatmul},
    {"maximum", "x y", BuildMaximum},
    {"minimum", "x y", BuildMinimum},
    {"mul", "x y", BuildMul},
    {"pow", "x y", BuildPow},
    {"real_div", "x y", BuildRealDiv},
    {"reduce_max", "x axes? keep_dims?", BuildReduceMax},
    {"reduce_mean", "x axes? keep_dims?", BuildReduceMean},
    {"reduce_sum", "x axes? keep_dims?", BuildReduceSum},
    {"relu", "x", BuildRelu},
    {"reshape", "x shape", BuildReshape},
    {"rsqrt", "x epsilon?", BuildRsqrt},
    {"scaled_dot_product_attention", "query key value attn_mask?", BuildScaledDotProductAttention,
     8},
    {"sigmoid", "x", BuildSigmoid},
    {"silu", "x", BuildSilu},
    {"slice_by_index", "x begin end stride? begin_mask? end_mask? squeeze_mask?",
     BuildSliceByIndex},
    {"slice_by_size", "x begin size", BuildSliceBySize},
    {"softmax", "x axis?", BuildSoftmax},
    {"softplus", "x", BuildSoftplus},
    {"split", "x axis num_splits? split_sizes?", BuildSplit},
    {"sqrt", "x", BuildSqrt},
    {"square", "x", BuildSquare},
    {"squeeze", "x axes?", BuildSqueeze},
    {"sub", "x y", BuildSub},
    {"tanh", "x", BuildTanh},
    {"tile", "x reps", BuildTile},
    {"transpose", "x perm", BuildTranspose},
});
static_assert(std::is_sorted(kOps.begin(), kOps.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));

}  // namespace

std::span<const OpDefinition> OpDefinitions() { return kOps; }

const OpDefinition* FindOp(std::string_view name) {
  const auto found =
      std::lower_bound(kOps.begin(), kOps.end(), name,
                       [](const OpDefinition& op, std::string_view n) { return op.name < n; });
  return found != kOps.end() && found->name == name ? &*found : nullptr;
}

}  // namespace tidemark::harness::ane
