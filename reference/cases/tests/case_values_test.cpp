#include "reference/cases/case_values.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::reference {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CaseValuesTest : public ::testing::TestWithParam<Keep> {};

TEST_P(CaseValuesTest, AreReadByTheirPlace) {
  const auto values = MakeCaseValues(GetParam());
  EXPECT_EQ(values->size(), 0U);
  EXPECT_THAT(values->Read(0, 0), IsEmpty());
  values->Append(std::vector<float>{1, 2, 3});
  values->Append({});
  values->Append(std::vector<float>{4.5F});
  EXPECT_EQ(values->size(), 4U);
  EXPECT_THAT(values->Read(0, 4), ElementsAre(1, 2, 3, 4.5F));
  EXPECT_THAT(values->Read(2, 2), ElementsAre(3, 4.5F));
  values->Append(std::vector<float>{6});
  EXPECT_THAT(values->Read(4, 1), ElementsAre(6));
}

INSTANTIATE_TEST_SUITE_P(Everywhere, CaseValuesTest,
                         ::testing::Values(Keep::kInMemory, Keep::kInFile));

}  // namespace
}  // namespace tidemark::reference
