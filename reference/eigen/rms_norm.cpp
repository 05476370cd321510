#include "reference/eigen/rms_norm.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "reference/eigen/norm_cost.h"
#include "reference/eigen/weights.h"

namespace tidemark::reference {
namespace {

// r at every point; anything where the mask is 0.
template <typename Scalar>
std::vector<Scalar> ReciprocalRms(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& map,
                                  Scalar epsilon, bool spatial) {
  std::vector<Scalar> squares(static_cast<size_t>(map.shape().points()));
  workspace.ForPoints([&](int first, int count) {
    workspace.kernels().square_sums(map.channels(), count, map.point(first),
                                    squares.data() + first);
  });
  const int area = map.shape().area();
  for (int n = 0; spatial && n < map.shape().batch; ++n) {
    const auto begin = squares.begin() + n * area;
    Scalar sum = 0;
    for (int p = 0; p < area; ++p) {
      if (workspace.mask()[n * area + p] != Scalar{0}) sum += begin[p];
    }
    std::fill(begin, begin + area, sum / workspace.area(n));
  }
  const Scalar channels = static_cast<Scalar>(map.channels());
  for (Scalar& square : squares) square = Scalar{1} / std::sqrt(square / channels + epsilon);
  return squares;
}

template <typename Scalar>
std::vector<Scalar> Vector(const converter::TensorStore& weights, converter::TensorId id,
                           int channels, const std::string& layer) {
  const auto values = WeightsOf(weights, id, static_cast<size_t>(channels), layer);
  return {values.begin(), values.end()};
}

}  // namespace

template <typename Scalar>
RmsNormActivation<Scalar>::RmsNormActivation(const converter::RmsNorm& norm,
                                             const converter::Activation& activation,
                                             const converter::TensorStore& weights)
    : name_(norm.name),
      epsilon_(norm.epsilon),
      spatial_(norm.spatial),
      activation_(activation.kind),
      gamma_(Vector<Scalar>(weights, norm.gamma, norm.channels, norm.name)),
      beta_(Vector<Scalar>(weights, norm.beta, norm.channels, norm.name)) {}

template <typename Scalar>
RmsNormActivation<Scalar>::RmsNormActivation(const converter::PointNorm& norm,
                                             const converter::TensorStore& weights)
    : name_(norm.name),
      epsilon_(norm.epsilon),
      gamma_(Vector<Scalar>(weights, norm.gamma, norm.channels, norm.name)) {}

template <typename Scalar>
void RmsNormActivation<Scalar>::Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in,
                                      FeatureMap<Scalar>& out) const {
  const auto entry = workspace.costs().Begin(this, [&] {
    return NormCost(name_, spatial_ ? "spatial RMS norm" : "RMS norm", activation_, in);
  });
  const std::vector<Scalar> r = ReciprocalRms(workspace, in, epsilon_, spatial_);
  workspace.ForPoints([&](int first, int count) {
    for (int p = first; p < first + count; ++p) {
      const Scalar factor = r[static_cast<size_t>(p)];
      std::transform(in.point(p), in.point(p) + in.channels(), out.point(p),
                     [factor](Scalar value) { return factor * value; });
    }
    workspace.kernels().affine_activate(
        activation_, in.channels(), gamma_.data(), beta_.empty() ? nullptr : beta_.data(), count,
        workspace.mask() + first, out.point(first), out.point(first));
  });
}

template class RmsNormActivation<float>;
template class RmsNormActivation<double>;

}  // namespace tidemark::reference
