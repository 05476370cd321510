#include "reference/eigen/gemm.h"

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "reference/eigen/tests/kernel_test_support.h"

namespace tidemark::reference {
namespace {

struct Product {
  Transposed transposed = Transposed::kNone;
  int m = 0;
  int n = 0;
  int k = 0;
  bool accumulate = false;
};

template <typename Scalar>
std::vector<Scalar> Random(size_t count, std::mt19937& generator) {
  std::uniform_real_distribution<double> distribution(-1, 1);
  std::vector<Scalar> values(count);
  for (Scalar& value : values) value = static_cast<Scalar>(distribution(generator));
  return values;
}

// Multiplies with strides wider than the rows and compares with the sum written out in double.
template <typename Scalar>
void ExpectProduct(const Kernels<Scalar>& kernels, const Product& product) {
  SCOPED_TRACE(::testing::Message() << product.m << " x " << product.n << " x " << product.k
                                    << ", transposed " << static_cast<int>(product.transposed)
                                    << (product.accumulate ? ", accumulated" : ""));
  std::mt19937 generator(7);
  const bool left = product.transposed == Transposed::kLeft;
  const bool right = product.transposed == Transposed::kRight;
  const int a_rows = left ? product.k : product.m;
  const int a_stride = (left ? product.m : product.k) + 3;
  const int b_rows = right ? product.n : product.k;
  const int b_stride = (right ? product.k : product.n) + 5;
  const int c_stride = product.n + 2;
  const auto a = Random<Scalar>(static_cast<size_t>(a_rows * a_stride), generator);
  const auto b = Random<Scalar>(static_cast<size_t>(b_rows * b_stride), generator);
  const size_t c_size = static_cast<size_t>(product.m * c_stride);
  auto c = product.accumulate
               ? Random<Scalar>(c_size, generator)
               : std::vector<Scalar>(c_size, std::numeric_limits<Scalar>::quiet_NaN());
  const auto before = c;
  kernels.gemm(product.transposed, product.m, product.n, product.k, a.data(), a_stride, b.data(),
               b_stride, product.accumulate, c.data(), c_stride);
  const double tolerance = 4.0 * std::numeric_limits<Scalar>::epsilon() * (product.k + 1);
  for (int i = 0; i < product.m; ++i) {
    for (int j = 0; j < c_stride; ++j) {
      const auto at = static_cast<size_t>(i * c_stride + j);
      if (j >= product.n) {
        const bool untouched = c[at] == before[at] || (std::isnan(c[at]) && std::isnan(before[at]));
        ASSERT_TRUE(untouched) << "wrote past the row's end at " << i << ", " << j;
        continue;
      }
      double expected = product.accumulate ? double{before[at]} : 0.0;
      for (int p = 0; p < product.k; ++p) {
        const int a_at = left ? p * a_stride + i : i * a_stride + p;
        const int b_at = right ? j * b_stride + p : p * b_stride + j;
        expected += double{a[static_cast<size_t>(a_at)]} * double{b[static_cast<size_t>(b_at)]};
      }
      ASSERT_NEAR(c[at], expected, tolerance) << "at " << i << ", " << j;
    }
  }
}

std::vector<Product> Products() {
  std::vector<Product> products;
  const std::vector<std::array<int, 3>> sizes = {{1, 1, 1},   {1, 380, 22},   {16, 1, 9},
                                                 {5, 7, 3},   {48, 192, 64},  {64, 193, 33},
                                                 {3, 389, 2}, {197, 80, 300}, {2, 3, 700}};
  for (const auto& [m, n, k] : sizes) {
    for (const auto transposed : {Transposed::kNone, Transposed::kLeft, Transposed::kRight}) {
      for (const bool accumulate : {false, true}) {
        products.push_back({transposed, m, n, k, accumulate});
      }
    }
  }
  return products;
}

using GemmOfEveryKernelSet = EveryKernelSet;

TEST_P(GemmOfEveryKernelSet, MultipliesInFloat) {
  for (const Product& product : Products()) ExpectProduct(GetParam()->float32, product);
}

TEST_P(GemmOfEveryKernelSet, MultipliesInDouble) {
  for (const Product& product : Products()) ExpectProduct(GetParam()->float64, product);
}

TEST_P(GemmOfEveryKernelSet, EmptySumIsZero) {
  const float unused = 0;
  std::vector<float> c(6, 5.0F);
  GetParam()->float32.gemm(Transposed::kNone, 2, 3, 0, &unused, 1, &unused, 3, false, c.data(), 3);
  EXPECT_EQ(c, std::vector<float>(6, 0.0F));
}

INSTANTIATE_TEST_SUITE_P(Kernels, GemmOfEveryKernelSet,
                         ::testing::ValuesIn(SupportedKernelSets().begin(),
                                             SupportedKernelSets().end()),
                         InstructionSetName);

TEST(Gemm, RunsTheBestSetOfThisCpu) {
  EXPECT_EQ(GemmInstructionSet(), std::string_view(SupportedKernelSets().back()->instruction_set));
  const std::vector<float> a = {1, 2, 3, 4};
  const std::vector<float> b = {5, 6, 7, 8};
  std::vector<float> c(4);
  Gemm(false, 2, 2, 2, a.data(), 2, b.data(), 2, false, c.data(), 2);
  EXPECT_EQ(c, (std::vector<float>{19, 22, 43, 50}));
  Gemm(true, 2, 2, 2, a.data(), 2, b.data(), 2, true, c.data(), 2);
  EXPECT_EQ(c, (std::vector<float>{19 + 26, 22 + 30, 43 + 38, 50 + 44}));
}

}  // namespace
}  // namespace tidemark::reference
