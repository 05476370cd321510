#ifndef TIDEMARK_REFERENCE_EIGEN_WINOGRAD_H_
#define TIDEMARK_REFERENCE_EIGEN_WINOGRAD_H_

#include <span>

#include "reference/eigen/feature_map.h"
#include "reference/eigen/workspace.h"

namespace tidemark::reference {

// Convolutions of 3x3 taps by Winograd's minimal filtering, F(m x m, 3x3) with m of 2 or 4: fewer
// multiplications, for some additions before and after. The transformed weights, 1.8 or 4 times the
// size of the weights, are never kept: they are made a panel at a time, just before their products,
// which costs about a tenth of the time of a batch of one.

// The side of the tiles, 2 or 4, that is fastest for a layer of this shape, of those that `kernels`
// has; 0 where the plain product is. It is the same for every batch, as a position's result is.
int BestWinogradTile(const KernelSet& kernels, const BatchShape& shape, int in_channels,
                     int out_channels);

// The convolution with `weights` [3, 3, I, O], with tiles of that side: see
// ConvolutionLayer::Apply(). What one position gets does not depend on the others or on threads.
void ApplyWinograd(int tile, std::span<const float> weights, Workspace<float>& workspace,
                   const FeatureMap<float>& in, bool accumulate, FeatureMap<float>& out);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_WINOGRAD_H_
