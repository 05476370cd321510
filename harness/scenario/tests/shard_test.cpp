#include "harness/scenario/shard.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "harness/scenario/plan.h"

namespace tidemark::harness {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

Scenario Matrix(size_t sets, size_t engines) {
  Scenario scenario = {.name = "matrix", .model = {.path = "net.bin"}, .repeats = 2};
  const std::vector<std::vector<std::string>> all = {{"ane"}, {"gpu"}, {"gpu", "ane"}};
  scenario.devices.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(engines));
  for (size_t set = 0; set < sets; ++set) {
    scenario.lever_sets.push_back({"set" + std::to_string(set), {}});
  }
  return scenario;
}

TEST(Shard, IsReadAndWrittenAsTwoNumbers) {
  EXPECT_EQ(ParseShard("2/8"), (Shard{.index = 2, .count = 8}));
  EXPECT_EQ(ParseShard("1/1"), (Shard{}));
  EXPECT_EQ(ParseShard("10000/10000").count, 10'000);
  EXPECT_EQ(FormatShard({.index = 2, .count = 8}), "2/8");
}

TEST(Shard, AnythingElseIsAnErrorThatShowsAnExample) {
  for (const char* text : {"", "/", "1", "1/", "/2", "0/2", "3/2", "-1/2", "1/2/3", " 1/2", "1/2 ",
                           "1.0/2", "+1/2", "1/10001", "99999999999/99999999999", "a/b"}) {
    EXPECT_THAT([&] { ParseShard(text); },
                ThrowsMessage<UsageError>(HasSubstr("the second of eight is 2/8")))
        << text;
  }
}

TEST(Shard, EveryCellIsInExactlyOneWithAllItsRepeats) {
  for (const size_t engines : {1, 2, 3}) {
    for (const size_t sets : {1, 2, 5, 8}) {
      const Scenario scenario = Matrix(sets, engines);
      const Plan whole = MakePlan(scenario);
      for (const int count : {1, 2, 3, 7, 30}) {
        std::multiset<std::string> cells;
        std::vector<size_t> sizes;
        size_t steps = 0;
        for (int index = 1; index <= count; ++index) {
          const Plan part = MakePlan(scenario, {.shard = Shard{.index = index, .count = count}});
          for (const Cell& cell : part.cells) cells.insert(cell.id);
          sizes.push_back(part.cells.size());
          steps += part.steps.size();
          EXPECT_EQ(part.steps.size(), part.cells.size() * 2);
          EXPECT_EQ(part.scenario, whole.scenario);
        }
        EXPECT_EQ(steps, whole.steps.size());
        std::multiset<std::string> expected;
        for (const Cell& cell : whole.cells) expected.insert(cell.id);
        EXPECT_EQ(cells, expected);
        const auto [least, most] = std::minmax_element(sizes.begin(), sizes.end());
        EXPECT_LE(*most - *least, 1U) << engines << " " << sets << " " << count;
      }
    }
  }
}

TEST(Shard, EachGetsOfEveryEngineInTheOrderOfThePlan) {
  const auto ids = [](int index) {
    std::vector<std::string> found;
    for (const Cell& cell :
         MakePlan(Matrix(4, 2), {.shard = Shard{.index = index, .count = 2}}).cells) {
      found.push_back(cell.id);
    }
    return found;
  };
  EXPECT_THAT(ids(1), ElementsAre("set0/ane", "set0/gpu", "set2/ane", "set2/gpu"));
  EXPECT_THAT(ids(2), ElementsAre("set1/ane", "set1/gpu", "set3/ane", "set3/gpu"));
}

TEST(Shard, OnesBeyondTheCellsHaveNothingToRun) {
  const Plan plan = MakePlan(Matrix(2, 1), {.shard = Shard{.index = 3, .count = 3}});
  EXPECT_THAT(plan.cells, IsEmpty());
  EXPECT_THAT(plan.steps, IsEmpty());
  EXPECT_EQ(plan.shard, (Shard{.index = 3, .count = 3}));
}

}  // namespace
}  // namespace tidemark::harness
