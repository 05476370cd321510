#include "reference/eigen/pooling.h"

#include <cmath>

namespace tidemark::reference {
namespace {

// Calls third(n, t, features) for each position, with its features' first two groups filled, and
// returns them all.
template <typename Scalar, typename Third>
std::vector<Scalar> Pool(const Workspace<Scalar>& workspace, const FeatureMap<Scalar>& map,
                         const Third& third) {
  const BatchShape& shape = map.shape();
  const auto channels = static_cast<size_t>(map.channels());
  std::vector<Scalar> pooled(static_cast<size_t>(shape.batch) * 3 * channels);
  for (int n = 0; n < shape.batch; ++n) {
    Scalar* const features = pooled.data() + static_cast<size_t>(n) * 3 * channels;
    const Scalar t = std::sqrt(workspace.area(n)) - Scalar{14};
    workspace.kernels().sums(map.channels(), shape.area(), map.point(n * shape.area()), features);
    for (size_t c = 0; c < channels; ++c) {
      features[c] /= workspace.area(n);
      features[channels + c] = features[c] * t * Scalar(0.1);
    }
    third(n, t, features);
  }
  return pooled;
}

}  // namespace

template <typename Scalar>
std::vector<Scalar> PoolMeanAndMax(const Workspace<Scalar>& workspace,
                                   const FeatureMap<Scalar>& map) {
  const auto channels = static_cast<size_t>(map.channels());
  const int area = map.shape().area();
  return Pool(workspace, map, [&](int n, Scalar, Scalar* features) {
    workspace.kernels().maxima(map.channels(), area, workspace.mask() + n * area,
                               map.point(n * area), features + 2 * channels);
  });
}

template <typename Scalar>
std::vector<Scalar> PoolMeans(const Workspace<Scalar>& workspace, const FeatureMap<Scalar>& map) {
  const auto channels = static_cast<size_t>(map.channels());
  return Pool(workspace, map, [channels](int, Scalar t, Scalar* features) {
    for (size_t c = 0; c < channels; ++c) {
      features[2 * channels + c] = features[c] * (t * t * Scalar(0.01) - Scalar(0.1));
    }
  });
}

template std::vector<float> PoolMeanAndMax(const Workspace<float>&, const FeatureMap<float>&);
template std::vector<double> PoolMeanAndMax(const Workspace<double>&, const FeatureMap<double>&);
template std::vector<float> PoolMeans(const Workspace<float>&, const FeatureMap<float>&);
template std::vector<double> PoolMeans(const Workspace<double>&, const FeatureMap<double>&);

}  // namespace tidemark::reference
