#include "reference/eigen/pooling.h"

#include <cmath>

namespace tidemark::reference {
namespace {

// Fills the two groups of means; returns room for the third group as zeros.
template <typename Scalar>
std::vector<Scalar> Means(const Workspace<Scalar>& workspace, const FeatureMap<Scalar>& map,
                          Scalar t) {
  const auto channels = static_cast<size_t>(map.channels());
  std::vector<Scalar> pooled(3 * channels);
  for (size_t c = 0; c < channels; ++c) {
    const Scalar sum =
        workspace.kernels().sum(map.channel(static_cast<int>(c)), workspace.grid().size);
    pooled[c] = sum / workspace.area();
    pooled[channels + c] = pooled[c] * t * Scalar(0.1);
  }
  return pooled;
}

template <typename Scalar>
Scalar SizeTerm(const Workspace<Scalar>& workspace) {
  return std::sqrt(workspace.area()) - Scalar{14};
}

}  // namespace

template <typename Scalar>
std::vector<Scalar> PoolMeanAndMax(const Workspace<Scalar>& workspace,
                                   const FeatureMap<Scalar>& map) {
  std::vector<Scalar> pooled = Means(workspace, map, SizeTerm(workspace));
  const auto channels = static_cast<size_t>(map.channels());
  for (size_t c = 0; c < channels; ++c) {
    pooled[2 * channels + c] = workspace.kernels().masked_max(
        map.channel(static_cast<int>(c)), workspace.mask(), workspace.grid().size);
  }
  return pooled;
}

template <typename Scalar>
std::vector<Scalar> PoolMeans(const Workspace<Scalar>& workspace, const FeatureMap<Scalar>& map) {
  const Scalar t = SizeTerm(workspace);
  std::vector<Scalar> pooled = Means(workspace, map, t);
  const auto channels = static_cast<size_t>(map.channels());
  for (size_t c = 0; c < channels; ++c) {
    pooled[2 * channels + c] = pooled[c] * (t * t * Scalar(0.01) - Scalar(0.1));
  }
  return pooled;
}

template std::vector<float> PoolMeanAndMax(const Workspace<float>&, const FeatureMap<float>&);
template std::vector<double> PoolMeanAndMax(const Workspace<double>&, const FeatureMap<double>&);
template std::vector<float> PoolMeans(const Workspace<float>&, const FeatureMap<float>&);
template std::vector<double> PoolMeans(const Workspace<double>&, const FeatureMap<double>&);

}  // namespace tidemark::reference
