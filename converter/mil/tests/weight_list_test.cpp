#include "converter/mil/weight_list.h"

#include <csignal>
#include <cstdlib>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/network/tensor_store.h"

namespace tidemark::converter {
namespace {

using ::testing::ElementsAre;

const TensorSpec kSpec = {.role = TensorRole::kBias, .layer = "bias", .shape = {3}};
const std::vector<float> kValues = {1, 2, 3};

TEST(WeightValues, AViewRefersAndACopyOwns) {
  const WeightValues view = WeightValues::View(kValues);
  EXPECT_EQ(view.get().data(), kValues.data());
  EXPECT_EQ(view.owned_bytes(), 0U);
  const WeightValues copy = WeightValues::Copy(kValues);
  EXPECT_NE(copy.get().data(), kValues.data());
  EXPECT_THAT(copy.get(), ElementsAre(1, 2, 3));
  EXPECT_EQ(copy.owned_bytes(), 12U);
}

TEST(WeightValues, CopyingCopiesWhatIsHeld) {
  const WeightValues view = WeightValues::View(kValues);
  const WeightValues other_view = view;
  EXPECT_EQ(other_view.get().data(), kValues.data());
  const WeightValues copy = WeightValues::Copy(kValues);
  const WeightValues other_copy = copy;
  EXPECT_NE(other_copy.get().data(), copy.get().data());
  EXPECT_THAT(other_copy.get(), ElementsAre(1, 2, 3));
}

TEST(WeightList, HandsOutAListOfItsOwn) {
  WeightList list;
  list.Add(kSpec, WeightValues::Copy(kValues));
  list.Add(kSpec, WeightValues::View(kValues));
  const std::vector<WeightEntry> first = list.entries();
  const std::vector<WeightEntry> second = list.entries();
  EXPECT_EQ(OwnedBytes(first), 12U);
  EXPECT_NE(first[0].values.get().data(), second[0].values.get().data());
  EXPECT_EQ(first[1].values.get().data(), second[1].values.get().data());
}

TEST(WeightSerializer, FeedsEveryTensorInOrder) {
  WeightList list;
  list.Add(kSpec, WeightValues::View(kValues));
  list.Add({.role = TensorRole::kMatMul, .layer = "m", .shape = {1, 2}},
           WeightValues::Copy(std::vector<float>{7, 8}));
  TensorStore store;
  WeightSerializer(list.entries()).Write(store);
  ASSERT_EQ(store.size(), 2U);
  EXPECT_THAT(store[TensorId{0}], ElementsAre(1, 2, 3));
  EXPECT_THAT(store[TensorId{1}], ElementsAre(7, 8));
}

TEST(WeightSerializer, StopsBetweenTensorsWhenInterrupted) {
  EXPECT_EXIT(
      {
        CatchInterrupts();
        std::raise(SIGINT);
        WeightList list;
        list.Add(kSpec, WeightValues::View(kValues));
        TensorStore store;
        try {
          WeightSerializer(list.entries()).Write(store);
        } catch (const InterruptedError&) {
          std::_Exit(store.size() == 0 ? 7 : 1);
        }
      },
      ::testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace tidemark::converter
