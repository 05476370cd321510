#include "reference/eigen/rms_norm.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "reference/eigen/weights.h"

namespace tidemark::reference {
namespace {

// r at every value of a channel; anything where the mask is 0.
template <typename Scalar>
std::vector<Scalar> ReciprocalRms(const Workspace<Scalar>& workspace, const FeatureMap<Scalar>& map,
                                  Scalar epsilon, bool spatial) {
  std::vector<Scalar> squares(static_cast<size_t>(workspace.grid().size));
  for (int c = 0; c < map.channels(); ++c) {
    const Scalar* x = map.channel(c);
    for (size_t s = 0; s < squares.size(); ++s) squares[s] += x[s] * x[s];
  }
  const Scalar channels = static_cast<Scalar>(map.channels());
  if (spatial) {
    Scalar sum = 0;
    for (size_t s = 0; s < squares.size(); ++s) {
      if (workspace.mask()[s] != Scalar{0}) sum += squares[s];
    }
    std::fill(squares.begin(), squares.end(), sum / workspace.area());
  }
  for (Scalar& square : squares) square = Scalar{1} / std::sqrt(square / channels + epsilon);
  return squares;
}

}  // namespace

template <typename Scalar>
RmsNormActivation<Scalar>::RmsNormActivation(const converter::RmsNorm& norm,
                                             const converter::Activation& activation,
                                             const converter::TensorStore& weights)
    : epsilon_(norm.epsilon),
      spatial_(norm.spatial),
      activation_(activation.kind),
      gamma_(WeightsOf(weights, norm.gamma, static_cast<size_t>(norm.channels), norm.name)),
      beta_(WeightsOf(weights, norm.beta, static_cast<size_t>(norm.channels), norm.name)) {}

template <typename Scalar>
RmsNormActivation<Scalar>::RmsNormActivation(const converter::PointNorm& norm,
                                             const converter::TensorStore& weights)
    : epsilon_(norm.epsilon),
      gamma_(WeightsOf(weights, norm.gamma, static_cast<size_t>(norm.channels), norm.name)) {}

template <typename Scalar>
void RmsNormActivation<Scalar>::Apply(Workspace<Scalar>& workspace, const FeatureMap<Scalar>& in,
                                      FeatureMap<Scalar>& out) const {
  const std::vector<Scalar> r = ReciprocalRms(workspace, in, epsilon_, spatial_);
  workspace.ForChannels(in.channels(), [&](int first, int last) {
    for (int c = first; c < last; ++c) {
      std::transform(r.begin(), r.end(), in.channel(c), out.channel(c),
                     [](Scalar a, Scalar b) { return a * b; });
      const auto at = static_cast<size_t>(c);
      workspace.kernels().affine_activate(activation_, static_cast<Scalar>(gamma_[at]),
                                          beta_.empty() ? 0 : static_cast<Scalar>(beta_[at]),
                                          out.channel(c), workspace.mask(), workspace.grid().size,
                                          out.channel(c));
    }
  });
}

template class RmsNormActivation<float>;
template class RmsNormActivation<double>;

}  // namespace tidemark::reference
