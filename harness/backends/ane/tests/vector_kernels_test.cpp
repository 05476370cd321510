#include "harness/backends/ane/vector_kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "converter/layout/half.h"

namespace tidemark::harness::ane {

#if defined(__x86_64__)
namespace kernels_v2 {
extern const VectorKernels kVectorKernels;
}
namespace kernels_v3 {
extern const VectorKernels kVectorKernels;
}
#endif

namespace {

// Those that this CPU runs.
std::vector<const VectorKernels*> Sets() {
  std::vector<const VectorKernels*> sets = {&Vectors()};
#if defined(__x86_64__)
  if (sets[0] != &kernels_v2::kVectorKernels) sets.push_back(&kernels_v2::kVectorKernels);
  if (sets[0] == &kernels_v2::kVectorKernels || sets[0] == &kernels_v3::kVectorKernels) return sets;
  sets.push_back(&kernels_v3::kVectorKernels);
#endif
  return sets;
}

uint32_t BitsOf(float value) { return std::bit_cast<uint32_t>(value); }

// Floats of every exponent and sign, with mantissas around every place where rounding to half
// precision turns.
std::vector<float> ManyFloats() {
  std::vector<float> values;
  for (uint32_t high = 0; high < 0x10000; ++high) {
    for (const uint32_t low : {0U, 1U, 0x0FFFU, 0x1000U, 0x1001U, 0x2FFFU, 0x3000U, 0x3001U,
                               0x7FFFU, 0x8000U, 0xFFFFU}) {
      values.push_back(std::bit_cast<float>(high << 16 | low));
    }
  }
  return values;
}

TEST(VectorKernels, RoundAsTheHalfConversionDoes) {
  const std::vector<float> values = ManyFloats();
  std::vector<float> rounded(values.size());
  for (const VectorKernels* const set : Sets()) {
    SCOPED_TRACE(set->instruction_set);
    set->unary(UnaryOp::kCopy, 0, true, values.data(), values.size(), rounded.data());
    for (size_t i = 0; i < values.size(); ++i) {
      const float expected = converter::FloatFromHalf(converter::HalfFromFloat(values[i]));
      if (std::isnan(expected)) {
        ASSERT_TRUE(std::isnan(rounded[i]));
      } else {
        ASSERT_EQ(BitsOf(rounded[i]), BitsOf(expected)) << values[i];
      }
    }
  }
}

TEST(VectorKernels, WidenEveryHalfAsTheHalfConversionDoes) {
  std::vector<uint16_t> halves(0x10000);
  for (size_t i = 0; i < halves.size(); ++i) halves[i] = static_cast<uint16_t>(i);
  for (const VectorKernels* const set : Sets()) {
    SCOPED_TRACE(set->instruction_set);
    // An odd length, so that the last vector is not full.
    for (const size_t first : {0, 3}) {
      std::vector<float> wide(halves.size() - first);
      set->widen(halves.data() + first, wide.size(), wide.data());
      for (size_t i = 0; i < wide.size(); ++i) {
        const float expected = converter::FloatFromHalf(halves[first + i]);
        if (std::isnan(expected)) {
          ASSERT_TRUE(std::isnan(wide[i]));
        } else {
          ASSERT_EQ(BitsOf(wide[i]), BitsOf(expected)) << halves[first + i];
        }
      }
    }
  }
}

TEST(VectorKernels, RowsOfEveryLengthInPlace) {
  for (const VectorKernels* const set : Sets()) {
    SCOPED_TRACE(set->instruction_set);
    for (size_t count = 1; count < 70; ++count) {
      std::vector<float> x(count + 1, 3.0F);
      set->unary(UnaryOp::kSquare, 0, false, x.data(), count, x.data());
      set->binary(BinaryOp::kAdd, RowForm::kBothVary, true, x.data(), x.data(), count, x.data());
      EXPECT_EQ(std::count(x.begin(), x.end(), 18.0F), static_cast<ptrdiff_t>(count));
      EXPECT_EQ(x.back(), 3.0F);
    }
  }
}

TEST(VectorKernels, ExponentialIsWithinTwoUnits) {
  std::vector<float> x;
  for (float value = -110.0F; value < 95.0F; value += 0.00317F) x.push_back(value);
  std::vector<float> y(x.size());
  Vectors().unary(UnaryOp::kExp, 0, false, x.data(), x.size(), y.data());
  for (size_t i = 0; i < x.size(); ++i) {
    const double exact = std::exp(double{x[i]});
    const auto nearest = static_cast<float>(exact);
    if (std::isinf(nearest)) {
      EXPECT_EQ(y[i], nearest) << x[i];
      continue;
    }
    const double unit = std::nextafter(nearest, std::numeric_limits<float>::infinity()) - nearest;
    EXPECT_LE(std::fabs(y[i] - exact), 2 * unit) << x[i];
  }
}

TEST(VectorKernels, SumAndMaximumOfEveryLength) {
  std::vector<float> x;
  float sum = 0;
  for (size_t count = 0; count < 100; ++count) {
    EXPECT_EQ(Vectors().sum(x.data(), count), sum);
    if (count > 0) {
      EXPECT_EQ(Vectors().max(x.data(), count), static_cast<float>(count));
    }
    x.insert(x.begin() + static_cast<ptrdiff_t>(count / 2), static_cast<float>(count + 1));
    sum += static_cast<float>(count + 1);
  }
  EXPECT_EQ(Vectors().max(nullptr, 0), -std::numeric_limits<float>::infinity());
  x[50] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(Vectors().max(x.data(), x.size())));
}

#if defined(__x86_64__)

TEST(VectorKernels, EveryInstructionSetComputesTheSame) {
  const VectorKernels& slow = kernels_v2::kVectorKernels;
  const VectorKernels& fast = Vectors();
  std::vector<float> x;
  std::vector<float> y;
  for (int i = 0; i < 1003; ++i) {
    x.push_back(static_cast<float>(i - 500) * 0.173F);
    y.push_back(static_cast<float>((i * 37) % 1003) * 0.011F + 0.01F);
  }
  std::vector<float> a(x.size());
  std::vector<float> b(x.size());
  const auto expect_same = [&](const char* what, int op) {
    for (size_t i = 0; i < a.size(); ++i) {
      if (std::isnan(a[i]) && std::isnan(b[i])) continue;
      ASSERT_EQ(BitsOf(a[i]), BitsOf(b[i])) << what << op << " at " << i;
    }
  };
  for (const bool rounds : {false, true}) {
    for (int op = 0; op <= static_cast<int>(BinaryOp::kPower); ++op) {
      for (const RowForm form : {RowForm::kBothVary, RowForm::kXIsOne, RowForm::kYIsOne}) {
        slow.binary(BinaryOp{op}, form, rounds, x.data(), y.data(), x.size(), a.data());
        fast.binary(BinaryOp{op}, form, rounds, x.data(), y.data(), x.size(), b.data());
        expect_same("binary ", op);
      }
    }
    for (int op = 0; op <= static_cast<int>(UnaryOp::kSoftplus); ++op) {
      slow.unary(UnaryOp{op}, 0.5F, rounds, x.data(), x.size(), a.data());
      fast.unary(UnaryOp{op}, 0.5F, rounds, x.data(), x.size(), b.data());
      expect_same("unary ", op);
    }
    slow.softmax(rounds, x.data(), x.size(), a.data());
    fast.softmax(rounds, x.data(), x.size(), b.data());
    expect_same("softmax ", 0);
  }
  EXPECT_EQ(slow.sum(x.data(), x.size()), fast.sum(x.data(), x.size()));
}

#endif

}  // namespace
}  // namespace tidemark::harness::ane
