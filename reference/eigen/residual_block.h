#ifndef TIDEMARK_REFERENCE_EIGEN_RESIDUAL_BLOCK_H_
#define TIDEMARK_REFERENCE_EIGEN_RESIDUAL_BLOCK_H_

#include <memory>
#include <vector>

#include "converter/network/network.h"
#include "converter/network/tensor_store.h"
#include "reference/eigen/feature_map.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// A block of any kind: x <- x + R(x). Points of the stream off the board hold anything, before and
// after; R looks at those on the board alone.
template <typename Scalar>
class ResidualBlock {
 public:
  virtual ~ResidualBlock() = default;
  virtual void AddTo(Workspace<Scalar>& workspace, FeatureMap<Scalar>& stream) const = 0;
};

template <typename Scalar>
using ResidualBlocks = std::vector<std::unique_ptr<const ResidualBlock<Scalar>>>;

// The blocks of a stack, in order.
template <typename Scalar>
ResidualBlocks<Scalar> MakeBlocks(const std::vector<converter::Block>& blocks,
                                  const converter::TensorStore& weights);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_RESIDUAL_BLOCK_H_
