#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "reference/eigen/tests/kernel_test_support.h"

namespace tidemark::reference {
namespace {

using converter::ActivationKind;

// f over values that are all on the board.
template <typename Scalar>
std::vector<Scalar> Activate(const Kernels<Scalar>& kernels, ActivationKind f,
                             const std::vector<Scalar>& x) {
  const std::vector<Scalar> mask(x.size(), Scalar{1});
  std::vector<Scalar> out(x.size());
  kernels.affine_activate(f, 1, 0, x.data(), mask.data(), static_cast<ptrdiff_t>(x.size()),
                          out.data());
  return out;
}

// The definitions of the activations, in more digits than either kernel has.
long double Exactly(ActivationKind f, long double x) {
  switch (f) {
    case ActivationKind::kIdentity:
      return x;
    case ActivationKind::kRelu:
      return x > 0 ? x : 0;
    case ActivationKind::kMish:
      return x * std::tanh(std::log1p(std::exp(x)));
    case ActivationKind::kSilu:
      return x / (1 + std::exp(-x));
  }
  return 0;
}

constexpr ActivationKind kEveryKind[] = {ActivationKind::kIdentity, ActivationKind::kRelu,
                                         ActivationKind::kMish, ActivationKind::kSilu};

template <typename Scalar>
void ExpectDefinitions(const Kernels<Scalar>& kernels) {
  std::vector<Scalar> x;
  for (int i = -3000; i <= 3000; ++i) x.push_back(static_cast<Scalar>(i) / 100);
  for (const ActivationKind f : kEveryKind) {
    const std::vector<Scalar> y = Activate(kernels, f, x);
    for (size_t i = 0; i < x.size(); ++i) {
      const auto exact = static_cast<double>(Exactly(f, x[i]));
      const double tolerance = 8.0 * std::numeric_limits<Scalar>::epsilon() * std::abs(exact);
      ASSERT_NEAR(y[i], exact, tolerance) << "activation " << static_cast<int>(f) << " of " << x[i];
    }
  }
}

template <typename Scalar>
void ExpectExtremes(const Kernels<Scalar>& kernels) {
  using Limits = std::numeric_limits<Scalar>;
  const std::vector<Scalar> x = {Limits::max(),  Limits::infinity(),  Scalar{100},    Scalar{-100},
                                 -Limits::max(), -Limits::infinity(), Scalar{-1e30F}, Scalar{0},
                                 -Scalar{0},     Limits::quiet_NaN()};
  for (const ActivationKind f : {ActivationKind::kMish, ActivationKind::kSilu}) {
    const std::vector<Scalar> y = Activate(kernels, f, x);
    EXPECT_EQ(y[0], x[0]);
    EXPECT_EQ(y[1], x[1]);
    EXPECT_EQ(y[2], x[2]);
    for (size_t i = 3; i < 7; ++i) EXPECT_NEAR(y[i], 0, 1e-35) << x[i];
    EXPECT_EQ(y[7], 0);
    EXPECT_EQ(y[8], 0);
    EXPECT_TRUE(std::isnan(y[9]));
  }
  const std::vector<Scalar> relu = Activate(kernels, ActivationKind::kRelu, x);
  EXPECT_EQ(relu[0], x[0]);
  EXPECT_EQ(relu[4], 0);
  EXPECT_EQ(relu[5], 0);
  EXPECT_TRUE(std::isnan(relu[9]));
}

// Off the board even infinities and NaNs become exactly 0, whatever the bias makes of f.
template <typename Scalar>
void ExpectSelection(const Kernels<Scalar>& kernels) {
  using Limits = std::numeric_limits<Scalar>;
  const std::vector<Scalar> mask = {1, 0, 0, 1, 0, 1};
  std::vector<Scalar> x = {1, Limits::infinity(), Limits::quiet_NaN(), 3, -Limits::infinity(), -9};
  kernels.affine_activate(ActivationKind::kRelu, 2, 10, x.data(), mask.data(), 6, x.data());
  EXPECT_EQ(x, (std::vector<Scalar>{12, 0, 0, 16, 0, 0}));
}

template <typename Scalar>
void ExpectReductions(const Kernels<Scalar>& kernels) {
  std::vector<Scalar> x(421);
  std::vector<Scalar> mask(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    mask[i] = i % 20 == 19 ? 0 : 1;
    x[i] = mask[i] * static_cast<Scalar>(-0.001) * static_cast<Scalar>(i + 1);
  }
  double sum = 0;
  for (const Scalar value : x) sum += value;
  const auto count = static_cast<ptrdiff_t>(x.size());
  EXPECT_NEAR(kernels.sum(x.data(), count), sum, 1e-4);
  // Zeros off the board do not count as maxima.
  EXPECT_EQ(kernels.masked_max(x.data(), mask.data(), count), x[0]);
  const std::vector<Scalar> low(x.size(), Scalar{-5});
  EXPECT_EQ(kernels.masked_max(low.data(), mask.data(), count), Scalar{-1});
  x[400] = 3;
  EXPECT_EQ(kernels.masked_max(x.data(), mask.data(), count), Scalar{3});
}

using ElementwiseOfEveryKernelSet = EveryKernelSet;

TEST_P(ElementwiseOfEveryKernelSet, FollowsTheDefinitions) {
  ExpectDefinitions(GetParam()->float32);
  ExpectDefinitions(GetParam()->float64);
}

TEST_P(ElementwiseOfEveryKernelSet, StaysFiniteAtExtremes) {
  ExpectExtremes(GetParam()->float32);
  ExpectExtremes(GetParam()->float64);
}

TEST_P(ElementwiseOfEveryKernelSet, SelectsByTheMask) {
  ExpectSelection(GetParam()->float32);
  ExpectSelection(GetParam()->float64);
}

TEST_P(ElementwiseOfEveryKernelSet, ReducesOverTheBoard) {
  ExpectReductions(GetParam()->float32);
  ExpectReductions(GetParam()->float64);
}

TEST_P(ElementwiseOfEveryKernelSet, KnowsMishAndSiluByHeart) {
  const std::vector<double> x = {1, -1, -20};
  const auto mish = Activate(GetParam()->float64, ActivationKind::kMish, x);
  EXPECT_NEAR(mish[0], 0.865098388267310, 1e-14);
  EXPECT_NEAR(mish[1], -0.303401461374109, 1e-14);
  EXPECT_NEAR(mish[2], -4.122307240e-8, 1e-16);
  const auto silu = Activate(GetParam()->float64, ActivationKind::kSilu, x);
  EXPECT_NEAR(silu[0], 0.731058578630005, 1e-14);
  EXPECT_NEAR(silu[1], -0.268941421369995, 1e-14);
  EXPECT_NEAR(silu[2], -4.122307236e-8, 1e-16);
}

INSTANTIATE_TEST_SUITE_P(Kernels, ElementwiseOfEveryKernelSet,
                         ::testing::ValuesIn(SupportedKernelSets().begin(),
                                             SupportedKernelSets().end()),
                         InstructionSetName);

}  // namespace
}  // namespace tidemark::reference
