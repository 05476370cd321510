#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "reference/eigen/tests/kernel_test_support.h"

namespace tidemark::reference {
namespace {

using converter::ActivationKind;

// f over the channels of a point on the board.
template <typename Scalar>
std::vector<Scalar> Activate(const Kernels<Scalar>& kernels, ActivationKind f,
                             const std::vector<Scalar>& x) {
  const Scalar on_board = 1;
  std::vector<Scalar> out(x.size());
  kernels.affine_activate(f, static_cast<int>(x.size()), nullptr, nullptr, 1, &on_board, x.data(),
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

// Points as rows of more channels than a register holds.
constexpr int kChannels = 21;

// Off the board even infinities and NaNs become exactly 0, whatever the bias makes of f.
template <typename Scalar>
void ExpectSelection(const Kernels<Scalar>& kernels) {
  using Limits = std::numeric_limits<Scalar>;
  const std::vector<Scalar> mask = {1, 0, 0, 1, 0, 1};
  const std::vector<Scalar> values = {1, Limits::infinity(),  Limits::quiet_NaN(),
                                      3, -Limits::infinity(), -9};
  std::vector<Scalar> scale;
  std::vector<Scalar> bias;
  for (int c = 0; c < kChannels; ++c) {
    scale.push_back(static_cast<Scalar>(2 + c));
    bias.push_back(static_cast<Scalar>(10 - c));
  }
  std::vector<Scalar> x;
  for (const Scalar value : values) x.insert(x.end(), kChannels, value);
  kernels.affine_activate(ActivationKind::kRelu, kChannels, scale.data(), bias.data(), 6,
                          mask.data(), x.data(), x.data());
  for (int c = 0; c < kChannels; ++c) {
    const auto at = [&](int p) { return x[static_cast<size_t>(p * kChannels + c)]; };
    EXPECT_EQ(at(0), static_cast<Scalar>(12)) << c;
    EXPECT_EQ(at(3), static_cast<Scalar>(3 * (2 + c) + 10 - c)) << c;
    for (const int p : {1, 2, 4, 5}) EXPECT_EQ(at(p), 0) << c;
  }
}

template <typename Scalar>
void ExpectReductions(const Kernels<Scalar>& kernels) {
  constexpr int kPoints = 421;
  std::vector<Scalar> x(kPoints * kChannels);
  std::vector<Scalar> mask(kPoints);
  std::vector<double> sums(kChannels);
  std::vector<double> square_sums(kPoints);
  for (size_t p = 0; p < kPoints; ++p) {
    mask[p] = p % 20 == 19 ? 0 : 1;
    for (size_t c = 0; c < kChannels; ++c) {
      Scalar& value = x[p * kChannels + c];
      value = mask[p] * static_cast<Scalar>(-0.001) * static_cast<Scalar>(p + c + 1);
      sums[c] += value;
      square_sums[p] += double{value} * value;
    }
  }
  std::vector<Scalar> actual(kChannels);
  kernels.sums(kChannels, kPoints, x.data(), actual.data());
  for (size_t c = 0; c < kChannels; ++c) EXPECT_NEAR(actual[c], sums[c], 1e-3) << c;
  // Zeros off the board do not count as maxima.
  kernels.maxima(kChannels, kPoints, mask.data(), x.data(), actual.data());
  for (size_t c = 0; c < kChannels; ++c) EXPECT_EQ(actual[c], x[c]) << c;
  x[400 * kChannels + 20] = 3;
  x[400 * kChannels + 19] = std::numeric_limits<Scalar>::quiet_NaN();
  x[401 * kChannels + 18] = std::numeric_limits<Scalar>::infinity();
  kernels.maxima(kChannels, kPoints, mask.data(), x.data(), actual.data());
  EXPECT_EQ(actual[20], Scalar{3});
  EXPECT_TRUE(std::isnan(actual[19]));
  EXPECT_EQ(actual[18], std::numeric_limits<Scalar>::infinity());
  const std::vector<Scalar> low(x.size(), Scalar{-5});
  kernels.maxima(kChannels, kPoints, mask.data(), low.data(), actual.data());
  for (const Scalar highest : actual) EXPECT_EQ(highest, Scalar{-1});
  std::vector<Scalar> squares(kPoints);
  kernels.square_sums(kChannels, 400, x.data(), squares.data());
  for (size_t p = 0; p < 400; ++p) {
    EXPECT_NEAR(squares[p], square_sums[p], 1e-6 * (1 + square_sums[p])) << p;
  }
}

// Logits whose powers alone would overflow, and keys that do not count whatever they hold.
template <typename Scalar>
void ExpectDistributions(const Kernels<Scalar>& kernels) {
  constexpr size_t kKeys = 37;
  std::vector<Scalar> mask(kKeys, Scalar{1});
  mask[0] = 0;
  mask[36] = 0;
  std::vector<Scalar> x(2 * kKeys);
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<Scalar>(i % 7) * 500;
  x[0] = std::numeric_limits<Scalar>::infinity();
  x[36] = std::numeric_limits<Scalar>::quiet_NaN();
  const std::vector<Scalar> logits = x;
  kernels.softmax(2, static_cast<int>(kKeys), Scalar(0.01), mask.data(), x.data());
  for (size_t row = 0; row < 2; ++row) {
    double sum = 0;
    for (size_t k = 1; k < 36; ++k) sum += std::exp(double{logits[row * kKeys + k]} * 0.01 - 30);
    for (size_t k = 0; k < kKeys; ++k) {
      const double expected =
          mask[k] == 0 ? 0 : std::exp(double{logits[row * kKeys + k]} * 0.01 - 30) / sum;
      EXPECT_NEAR(x[row * kKeys + k], expected, 2e-6 * expected) << row << ", " << k;
    }
  }
  // Nothing but one key far below the others' range.
  std::vector<Scalar> one(kKeys, Scalar(-1e6F));
  mask.assign(kKeys, Scalar{0});
  mask[5] = 1;
  kernels.softmax(1, static_cast<int>(kKeys), Scalar{1}, mask.data(), one.data());
  for (size_t k = 0; k < kKeys; ++k) EXPECT_EQ(one[k], static_cast<Scalar>(k == 5 ? 1 : 0)) << k;
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

TEST_P(ElementwiseOfEveryKernelSet, MakesDistributions) {
  ExpectDistributions(GetParam()->float32);
  ExpectDistributions(GetParam()->float64);
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
