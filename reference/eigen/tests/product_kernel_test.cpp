#include "reference/eigen/product_kernel.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "reference/eigen/tests/kernel_test_support.h"

namespace tidemark::reference {
namespace {

constexpr float kUntouched = -12345.0F;

// A panel, aligned as multiply() wants it.
class Panel {
 public:
  Panel(const ProductKernel& kernel, int depth, int columns, const float* rows, ptrdiff_t stride)
      : values_(static_cast<size_t>(depth * kernel.panel_columns) + 16) {
    void* start = values_.data();
    size_t room = values_.size() * sizeof(float);
    std::align(64, 1, start, room);
    panel_ = static_cast<float*>(start);
    kernel.pack(depth, columns, rows, stride, panel_);
  }

  const float* data() const { return panel_; }

 private:
  std::vector<float> values_;
  float* panel_ = nullptr;
};

std::vector<float> RandomValues(size_t count, unsigned seed) {
  std::mt19937 generator(seed);
  std::uniform_int_distribution<int> distribution(-9, 9);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(distribution(generator));
  return values;
}

class ProductKernelTest : public EveryKernelSet {
 protected:
  const ProductKernel& kernel() const { return *GetParam()->product; }
};

// Whole numbers, whose sums are exact in any order.
TEST_P(ProductKernelTest, AgreesWithTheSumsWrittenOut) {
  const int widest = kernel().panel_columns;
  for (const int rows : {1, 2, 3, 4, 7, 8, 13, 25, 41}) {
    for (const int columns : {1, widest / 3, widest / 3 + 1, widest - 1, widest}) {
      for (const int depth : {1, 5, 64}) {
        SCOPED_TRACE(::testing::Message() << rows << " x " << columns << " x " << depth);
        const int a_stride = depth + 3;
        const int b_stride = columns + 5;
        const int c_stride = columns + 2;
        const auto a = RandomValues(static_cast<size_t>(rows * a_stride), 1);
        const auto b = RandomValues(static_cast<size_t>(depth * b_stride), 2);
        const Panel panel(kernel(), depth, columns, b.data(), b_stride);
        std::vector<float> c(static_cast<size_t>(rows * c_stride), kUntouched);
        kernel().multiply(rows, columns, depth, a.data(), a_stride, panel.data(), false, c.data(),
                          c_stride);
        kernel().multiply(rows, columns, depth, a.data(), a_stride, panel.data(), true, c.data(),
                          c_stride);
        for (int i = 0; i < rows; ++i) {
          for (int j = 0; j < c_stride; ++j) {
            float expected = 0;
            for (int k = 0; k < depth; ++k) {
              expected += 2 * a[static_cast<size_t>(i * a_stride + k)] *
                          b[static_cast<size_t>(k * b_stride + std::min(j, columns - 1))];
            }
            if (j >= columns) expected = kUntouched;
            ASSERT_EQ(c[static_cast<size_t>(i * c_stride + j)], expected) << i << ", " << j;
          }
        }
      }
    }
  }
}

// A row of a product has the same bits alone as among others, and a column too.
TEST_P(ProductKernelTest, NeighboursChangeNoBit) {
  constexpr int kDepth = 200;
  constexpr int kRows = 37;
  const int columns = kernel().panel_columns;
  std::mt19937 generator(5);
  std::normal_distribution<float> distribution;
  std::vector<float> a(kRows * kDepth);
  std::vector<float> b(static_cast<size_t>(kDepth * columns));
  for (float& value : a) value = distribution(generator);
  for (float& value : b) value = distribution(generator);
  std::vector<float> together(static_cast<size_t>(kRows * columns));
  const Panel panel(kernel(), kDepth, columns, b.data(), columns);
  kernel().multiply(kRows, columns, kDepth, a.data(), kDepth, panel.data(), false, together.data(),
                    columns);
  for (int i = 0; i < kRows; ++i) {
    for (int j = 0; j < columns; ++j) {
      const Panel column(kernel(), kDepth, 1, b.data() + j, columns);
      float alone = 0;
      kernel().multiply(1, 1, kDepth, a.data() + i * kDepth, kDepth, column.data(), false, &alone,
                        1);
      ASSERT_EQ(alone, together[static_cast<size_t>(i * columns + j)]) << i << ", " << j;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(InstructionSets, ProductKernelTest,
                         ::testing::ValuesIn(SupportedKernelSets().begin(),
                                             SupportedKernelSets().end()),
                         InstructionSetName);

}  // namespace
}  // namespace tidemark::reference
