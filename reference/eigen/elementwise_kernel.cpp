#include <Eigen/Core>

#include "reference/eigen/kernels.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

using converter::ActivationKind;

template <typename Scalar>
using Row = Eigen::Map<Eigen::Array<Scalar, Eigen::Dynamic, 1>>;

template <typename Scalar>
using ConstRow = Eigen::Map<const Eigen::Array<Scalar, Eigen::Dynamic, 1>>;

// Below -kNegligible, mish and silu are smaller than 1e-35 (1e-301); e to the power of kNegligible
// is still finite.
template <typename Scalar>
constexpr Scalar kNegligible = sizeof(Scalar) == 4 ? Scalar(87) : Scalar(700);

// From here on mish(x) = x, exactly in both precisions.
template <typename Scalar>
constexpr Scalar kMishIsLinear = Scalar(20);

// Makes `lowest` of what is less; what is not a number stays so.
template <typename Scalar>
void Raise(Row<Scalar>& x, Scalar lowest) {
  Scalar* values = x.data();
  const ptrdiff_t size = x.size();
  for (ptrdiff_t i = 0; i < size; ++i) values[i] = values[i] < lowest ? lowest : values[i];
}

// `x` becomes f(x). `power` is room for as many values.
template <typename Scalar>
void Activate(ActivationKind f, Row<Scalar> x, Row<Scalar> power) {
  switch (f) {
    case ActivationKind::kIdentity:
      return;
    case ActivationKind::kRelu:
      Raise(x, Scalar(0));
      return;
    case ActivationKind::kMish:
      // tanh(softplus(x)) = (e^2 + 2e) / (e^2 + 2e + 2) with e = exp(x): no cancellation.
      Raise(x, -kNegligible<Scalar>);
      power = x.min(kMishIsLinear<Scalar>).exp();
      power *= power + Scalar(2);
      x *= power / (power + Scalar(2));
      return;
    case ActivationKind::kSilu:
      Raise(x, -kNegligible<Scalar>);
      power = (-x).exp();
      x /= power + Scalar(1);
      return;
  }
}

}  // namespace

template <typename Scalar>
void AffineActivate(ActivationKind f, Scalar scale, Scalar bias, const Scalar* x,
                    const Scalar* mask, ptrdiff_t count, Scalar* out) {
  constexpr ptrdiff_t kChunk = 256;
  alignas(64) Scalar values[kChunk];
  alignas(64) Scalar powers[kChunk];
  for (ptrdiff_t first = 0; first < count; first += kChunk) {
    const ptrdiff_t size = count - first < kChunk ? count - first : kChunk;
    Row<Scalar> value(values, size);
    value = ConstRow<Scalar>(x + first, size) * scale + bias;
    Activate(f, value, Row<Scalar>(powers, size));
    for (ptrdiff_t i = 0; i < size; ++i) {
      out[first + i] = mask[first + i] != Scalar(0) ? values[i] : Scalar(0);
    }
  }
}

template <typename Scalar>
Scalar Sum(const Scalar* x, ptrdiff_t count) {
  // In a fixed order: Eigen's own sum begins at the first aligned value, so that its rounding would
  // depend on where x happens to lie.
  constexpr int kLanes = 16;
  Scalar lanes[kLanes] = {};
  int i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) lanes[lane] += x[i + lane];
  }
  for (; i < count; ++i) lanes[i % kLanes] += x[i];
  Scalar sum = 0;
  for (const Scalar lane : lanes) sum += lane;
  return sum;
}

template <typename Scalar>
Scalar MaskedMax(const Scalar* x, const Scalar* mask, ptrdiff_t count) {
  const Scalar highest = (ConstRow<Scalar>(x, count) + (ConstRow<Scalar>(mask, count) - Scalar(1)))
                             .template maxCoeff<Eigen::PropagateNaN>();
  return highest < Scalar(-1) ? Scalar(-1) : highest;
}

template void AffineActivate(ActivationKind, float, float, const float*, const float*, ptrdiff_t,
                             float*);
template void AffineActivate(ActivationKind, double, double, const double*, const double*,
                             ptrdiff_t, double*);
template float Sum(const float*, ptrdiff_t);
template double Sum(const double*, ptrdiff_t);
template float MaskedMax(const float*, const float*, ptrdiff_t);
template double MaskedMax(const double*, const double*, ptrdiff_t);

}  // namespace tidemark::reference::TIDEMARK_KERNELS
