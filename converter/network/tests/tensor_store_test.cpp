#include "converter/network/tensor_store.h"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::converter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TensorSpec Vector(uint64_t count) {
  return {.role = TensorRole::kBias, .layer = "layer", .shape = {count}};
}

TEST(TensorStore, KeepsTensorsInOrder) {
  TensorStore store;
  store.Begin(Vector(3));
  store.Append(std::vector<float>{1, 2});
  store.Append(std::vector<float>{3});
  store.End();
  store.Begin(Vector(1));
  store.Append(std::vector<float>{4});
  store.End();
  ASSERT_EQ(store.size(), 2U);
  EXPECT_THAT(store[{0}], ElementsAre(1, 2, 3));
  EXPECT_THAT(store[{1}], ElementsAre(4));
  EXPECT_EQ(store.bytes(), 16U);
}

TEST(TensorStore, HoldsNoMoreThanTheValuesWhateverTheirNumber) {
  for (const uint64_t count :
       std::initializer_list<uint64_t>{1'000, 1'048'576, 1'048'577, 3'000'000, 5'000'001}) {
    TensorStore store;
    store.Begin(Vector(count));
    std::vector<float> piece(16'384);
    std::iota(piece.begin(), piece.end(), 0.0F);
    for (uint64_t first = 0; first < count; first += piece.size()) {
      store.Append(std::span(piece).first(std::min<uint64_t>(piece.size(), count - first)));
    }
    store.End();
    EXPECT_EQ(store[{0}].size(), count);
    EXPECT_EQ(store[{0}].back(), static_cast<float>((count - 1) % piece.size()));
    EXPECT_EQ(store.bytes(), count * sizeof(float));
  }
}

TEST(TensorStore, GrowsWithWhatArrivesAndNotWithWhatIsDeclared) {
  TensorStore store;
  store.Begin(Vector(uint64_t{1} << 30));
  EXPECT_LE(store.bytes(), uint64_t{4} << 20);
  store.Append(std::vector<float>(1000));
  EXPECT_LE(store.bytes(), uint64_t{4} << 20);
}

TEST(TensorStore, ReleaseFreesEveryValueAndMayBeRepeated) {
  TensorStore store;
  store.Begin(Vector(2));
  store.Append(std::vector<float>{1, 2});
  store.End();
  store.Release();
  store.Release();
  EXPECT_EQ(store.bytes(), 0U);
  EXPECT_EQ(store.size(), 1U);
  EXPECT_THAT(store[{0}], IsEmpty());
}

TEST(TensorStore, RefusesMoreOrFewerValuesThanTheShapeHas) {
  TensorStore store;
  store.Begin(Vector(2));
  EXPECT_THROW(store.Append(std::vector<float>(3)), std::logic_error);
  store.Append(std::vector<float>(1));
  EXPECT_THROW(store.End(), std::logic_error);
}

}  // namespace
}  // namespace tidemark::converter
