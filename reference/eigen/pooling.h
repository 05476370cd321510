#ifndef TIDEMARK_REFERENCE_EIGEN_POOLING_H_
#define TIDEMARK_REFERENCE_EIGEN_POOLING_H_

#include <vector>

#include "reference/eigen/feature_map.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// Features of the whole board, from a map of C channels that is 0 off the board. Both poolings
// return [N, 3 * C]; `mean` is over the board's points and t = sqrt(area) - 14.

// mean, mean * t / 10, and the maximum, for the blocks and the policy head.
template <typename Scalar>
std::vector<Scalar> PoolMeanAndMax(const Workspace<Scalar>& workspace,
                                   const FeatureMap<Scalar>& map);

// mean, mean * t / 10, and mean * (t^2 / 100 - 0.1), for the value head.
template <typename Scalar>
std::vector<Scalar> PoolMeans(const Workspace<Scalar>& workspace, const FeatureMap<Scalar>& map);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_POOLING_H_
