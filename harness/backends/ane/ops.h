#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_OPS_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_OPS_H_

// The operations of the registry, by the file that has them. Each is a BuildOp; parameters and
// results are those of Core ML's operation of that name.

#include "harness/backends/ane/op_registry.h"

namespace tidemark::harness::ane {

// ops_elementwise.cpp
BuiltOp BuildAdd(const OpArguments& arguments);
BuiltOp BuildSub(const OpArguments& arguments);
BuiltOp BuildMul(const OpArguments& arguments);
BuiltOp BuildRealDiv(const OpArguments& arguments);
BuiltOp BuildMaximum(const OpArguments& arguments);
BuiltOp BuildMinimum(const OpArguments& arguments);
BuiltOp BuildPow(const OpArguments& arguments);
BuiltOp BuildExp(const OpArguments& arguments);
BuiltOp BuildSqrt(const OpArguments& arguments);
BuiltOp BuildRsqrt(const OpArguments& arguments);
BuiltOp BuildSquare(const OpArguments& arguments);
BuiltOp BuildTanh(const OpArguments& arguments);
BuiltOp BuildRelu(const OpArguments& arguments);
BuiltOp BuildSigmoid(const OpArguments& arguments);
BuiltOp BuildSilu(const OpArguments& arguments);
BuiltOp BuildSoftplus(const OpArguments& arguments);

// ops_cast.cpp
BuiltOp BuildCast(const OpArguments& arguments);

// ops_reduce.cpp
BuiltOp BuildReduceSum(const OpArguments& arguments);
BuiltOp BuildReduceMean(const OpArguments& arguments);
BuiltOp BuildReduceMax(const OpArguments& arguments);

// ops_normalize.cpp
BuiltOp BuildSoftmax(const OpArguments& arguments);
BuiltOp BuildBatchNorm(const OpArguments& arguments);
BuiltOp BuildLayerNorm(const OpArguments& arguments);

// ops_conv.cpp, ops_matmul.cpp, ops_linear.cpp, ops_attention.cpp
BuiltOp BuildConv(const OpArguments& arguments);
BuiltOp BuildMatmul(const OpArguments& arguments);
BuiltOp BuildLinear(const OpArguments& arguments);
BuiltOp BuildScaledDotProductAttention(const OpArguments& arguments);

// ops_view.cpp: the same elements under another name or shape
BuiltOp BuildIdentity(const OpArguments& arguments);
BuiltOp BuildReshape(const OpArguments& arguments);
BuiltOp BuildSqueeze(const OpArguments& arguments);
BuiltOp BuildExpandDims(const OpArguments& arguments);

// ops_move.cpp, ops_slice.cpp: elements in other places
BuiltOp BuildTranspose(const OpArguments& arguments);
BuiltOp BuildTile(const OpArguments& arguments);
BuiltOp BuildSliceBySize(const OpArguments& arguments);
BuiltOp BuildSliceByIndex(const OpArguments& arguments);

// ops_join.cpp
BuiltOp BuildConcat(const OpArguments& arguments);
BuiltOp BuildSplit(const OpArguments& arguments);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_OPS_H_
