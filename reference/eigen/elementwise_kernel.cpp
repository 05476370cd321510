#include <limits>

#include "reference/eigen/kernels.h"
#include "reference/eigen/packets.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

using converter::ActivationKind;
using Eigen::internal::padd;
using Eigen::internal::pdiv;
using Eigen::internal::pexp;
using Eigen::internal::pmadd;
using Eigen::internal::pmax;
using Eigen::internal::pmin;
using Eigen::internal::pmul;
using Eigen::internal::pnegate;
using Eigen::internal::psub;

// Below -kNegligible, mish and silu are smaller than 1e-35 (1e-301); e to the power of kNegligible
// is still finite.
template <typename Scalar>
constexpr Scalar kNegligible = sizeof(Scalar) == 4 ? Scalar(87) : Scalar(700);

// From here on mish(x) = x, exactly in both precisions.
template <typename Scalar>
constexpr Scalar kMishIsLinear = Scalar(20);

// f(x). What is not a number stays so: of two operands, pmax and pmin then give the first.
template <ActivationKind kKind, typename Scalar, typename P = PacketOf<Scalar>>
inline P Activate(const P& x) {
  if constexpr (kKind == ActivationKind::kIdentity) {
    return x;
  } else if constexpr (kKind == ActivationKind::kRelu) {
    return pmax(x, Broadcast<P>(0));
  } else {
    const P raised = pmax(x, Broadcast<P>(-kNegligible<Scalar>));
    if constexpr (kKind == ActivationKind::kMish) {
      // tanh(softplus(x)) = (e^2 + 2e) / (e^2 + 2e + 2) with e = exp(x): no cancellation.
      const P power = pexp(pmin(raised, Broadcast<P>(kMishIsLinear<Scalar>)));
      const P two = Broadcast<P>(2);
      const P numerator = pmul(power, padd(power, two));
      return pmul(raised, pdiv(numerator, padd(numerator, two)));
    } else {
      return pdiv(raised, padd(pexp(pnegate(raised)), Broadcast<P>(1)));
    }
  }
}

template <ActivationKind kKind, typename Scalar>
void AffineActivateOf(int channels, const Scalar* scale, const Scalar* bias, int points,
                      const Scalar* mask, const Scalar* x, Scalar* out) {
  using P = PacketOf<Scalar>;
  for (int p = 0; p < points; ++p, x += channels, out += channels) {
    if (mask[p] == Scalar(0)) {
      for (int c = 0; c < channels; ++c) out[c] = 0;
      continue;
    }
    for (int c = 0; c < channels; c += kPacketSizeOf<Scalar>) {
      const int left = channels - c;
      P value = LoadPart<P>(x + c, left);
      if (scale != nullptr) value = pmul(value, LoadPart<P>(scale + c, left));
      if (bias != nullptr) value = padd(value, LoadPart<P>(bias + c, left));
      StorePart(out + c, Activate<kKind, Scalar>(value), left);
    }
  }
}

// Folds the rows of x into a row that starts as `start`.
template <typename Scalar, typename Fold>
void FoldRows(int channels, int points, const Scalar* x, Scalar start, Scalar* out,
              const Fold& fold) {
  using P = PacketOf<Scalar>;
  for (int c = 0; c < channels; c += kPacketSizeOf<Scalar>) {
    const int left = channels - c;
    P total = Broadcast<P>(start);
    for (int p = 0; p < points; ++p) {
      total = fold(total, LoadPart<P>(x + p * ptrdiff_t{channels} + c, left), p);
    }
    StorePart(out + c, total, left);
  }
}

}  // namespace

template <typename Scalar>
void AffineActivate(ActivationKind f, int channels, const Scalar* scale, const Scalar* bias,
                    int points, const Scalar* mask, const Scalar* x, Scalar* out) {
  switch (f) {
    case ActivationKind::kIdentity:
      return AffineActivateOf<ActivationKind::kIdentity>(channels, scale, bias, points, mask, x,
                                                         out);
    case ActivationKind::kRelu:
      return AffineActivateOf<ActivationKind::kRelu>(channels, scale, bias, points, mask, x, out);
    case ActivationKind::kMish:
      return AffineActivateOf<ActivationKind::kMish>(channels, scale, bias, points, mask, x, out);
    case ActivationKind::kSilu:
      return AffineActivateOf<ActivationKind::kSilu>(channels, scale, bias, points, mask, x, out);
  }
}

template <typename Scalar>
void Sums(int channels, int points, const Scalar* x, Scalar* sums) {
  FoldRows(channels, points, x, Scalar(0), sums,
           [](const auto& total, const auto& value, int) { return padd(total, value); });
}

template <typename Scalar>
void Maxima(int channels, int points, const Scalar* mask, const Scalar* x, Scalar* maxima) {
  using P = PacketOf<Scalar>;
  FoldRows(channels, points, x, Scalar(-1), maxima, [mask](const P& total, const P& value, int p) {
    const P shifted = padd(value, Broadcast<P>(mask[p] - Scalar(1)));
    return Eigen::internal::pmax<Eigen::PropagateNaN>(shifted, total);
  });
}

template <typename Scalar>
void SquareSums(int channels, int points, const Scalar* x, Scalar* sums) {
  using P = PacketOf<Scalar>;
  for (int p = 0; p < points; ++p, x += channels) {
    P total = Broadcast<P>(0);
    for (int c = 0; c < channels; c += kPacketSizeOf<Scalar>) {
      const P value = LoadPart<P>(x + c, channels - c);
      total = pmadd(value, value, total);
    }
    sums[p] = Eigen::internal::predux(total);
  }
}

template <typename Scalar>
void Softmax(int rows, int keys, Scalar scale, const Scalar* mask, Scalar* x) {
  using P = PacketOf<Scalar>;
  constexpr int kSize = kPacketSizeOf<Scalar>;
  const P factor = Broadcast<P>(scale);
  const Scalar lowest = std::numeric_limits<Scalar>::lowest();
  for (int row = 0; row < rows; ++row, x += keys) {
    // Of the keys that count. The others get the lowest number, whose power is 0.
    P highest = Broadcast<P>(lowest);
    for (int k = 0; k < keys; k += kSize) {
      alignas(64) Scalar logits[kSize];
      const int count = keys - k < kSize ? keys - k : kSize;
      Store(logits, pmul(factor, LoadPart<P>(x + k, count)));
      for (int i = 0; i < kSize; ++i) {
        if (i >= count || mask[k + i] == Scalar(0)) logits[i] = lowest;
      }
      const P value = Load<P>(logits);
      highest = pmax(value, highest);
      StorePart(x + k, value, count);
    }
    const P shift = Broadcast<P>(Eigen::internal::predux_max(highest));
    P total = Broadcast<P>(0);
    for (int k = 0; k < keys; k += kSize) {
      const int count = keys - k < kSize ? keys - k : kSize;
      alignas(64) Scalar powers[kSize];
      Store(powers, pexp(psub(LoadPart<P>(x + k, count), shift)));
      for (int i = 0; i < kSize; ++i) {
        if (i >= count || mask[k + i] == Scalar(0)) powers[i] = 0;
      }
      const P value = Load<P>(powers);
      total = padd(total, value);
      StorePart(x + k, value, count);
    }
    const P sum = Broadcast<P>(Eigen::internal::predux(total));
    for (int k = 0; k < keys; k += kSize) {
      StorePart(x + k, pdiv(LoadPart<P>(x + k, keys - k), sum), keys - k);
    }
  }
}

#define TIDEMARK_INSTANTIATE(Scalar)                                                   \
  template void AffineActivate(ActivationKind, int, const Scalar*, const Scalar*, int, \
                               const Scalar*, const Scalar*, Scalar*);                 \
  template void Sums(int, int, const Scalar*, Scalar*);                                \
  template void Maxima(int, int, const Scalar*, const Scalar*, Scalar*);               \
  template void SquareSums(int, int, const Scalar*, Scalar*);                          \
  template void Softmax(int, int, Scalar, const Scalar*, Scalar*);
TIDEMARK_INSTANTIATE(float)
TIDEMARK_INSTANTIATE(double)
#undef TIDEMARK_INSTANTIATE

}  // namespace tidemark::reference::TIDEMARK_KERNELS
