#include "harness/report/profile_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console_report.h"
#include "harness/report/markdown_report.h"
#include "harness/report/profile_table.h"
#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::AllOf;
using testing::HandMadeProfiledReport;
using ::testing::HasSubstr;
using ::testing::Not;

LayerProfile HandMadeProfile() { return *HandMadeProfiledReport().runs[0].profile; }

TEST(ProfileText, SumsUpOperationsAndListsTheLongestLayers) {
  EXPECT_EQ(ProfileText(HandMadeProfile(), 2),
            R"(operation  calls      time    share  GFLOP/s  weights  activations
conv           1   5.86 ms   70.6 %    204.8  3.0 MiB      2.0 MiB
matmul         2   1.95 ms   23.5 %     51.2  1.0 MiB        512 B
cast           1  0.488 ms    5.9 %        -      0 B      2.8 KiB
all            4    8.3 ms  100.0 %    156.6  4.0 MiB      2.0 MiB

layer             time   share  GFLOP/s  weights  activations  operation
model.conv|1   5.86 ms  70.6 %    204.8  3.0 MiB      2.0 MiB  conv
head           1.95 ms  23.5 %     51.2  1.0 MiB        512 B  matmul
1 other       0.488 ms   5.9 %        -      0 B      2.8 KiB
)");
}

TEST(ProfileText, AllLayersLeaveNoOthers) {
  EXPECT_THAT(ProfileText(HandMadeProfile(), 3),
              AllOf(HasSubstr("\nmask "), Not(HasSubstr("other"))));
}

TEST(ProfileText, NamesAreMadePrintable) {
  LayerProfile profile = HandMadeProfile();
  profile.layers[0].layer = "\x1b[31m" + std::string(1000, 'x');
  EXPECT_THAT(ProfileText(profile, 3),
              AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr(std::string(100, 'x')))));
}

TEST(ProfileText, BackendsAreNamedWhereThereAreSeveral) {
  LayerProfile profile = HandMadeProfile();
  profile.layers[1].backend = "gpu";
  EXPECT_THAT(
      ProfileText(profile, 1),
      AllOf(HasSubstr("\nconv on gpu "), HasSubstr("conv on gpu\n"), HasSubstr("\ncast on ane ")));
}

TEST(ProfileText, TheBasisOfTheFiguresIsTold) {
  LayerProfile profile = HandMadeProfile();
  EXPECT_EQ(ProfileBasis(profile), "each figure of one evaluation; the times are means over 4");
  profile.evaluations = 1;
  EXPECT_EQ(ProfileBasis(profile),
            "each figure of one evaluation; the times are those of a single one");
  profile.samples = 5;
  profile.evaluations = 40;
  EXPECT_EQ(ProfileBasis(profile),
            "each figure of one evaluation; the times are medians over 5 processes, 40 evaluations "
            "in all");
}

TEST(ProfileText, TheConsoleShowsTheFirstRunOfEachEngine) {
  const std::string text = ConsoleReport(HandMadeProfiledReport());
  EXPECT_THAT(text,
              HasSubstr("\nlayers of off/ane, each figure of one evaluation; the times are means "
                        "over 4:\n" +
                        ProfileText(HandMadeProfile(), 5)));
  EXPECT_THAT(text, Not(HasSubstr("layers of seed/ane")));
}

TEST(ProfileText, TheConsoleSaysWhyThereIsNone) {
  Report report = HandMadeProfiledReport();
  report.runs[1].profile.reset();
  report.runs[1].profile_reason = "nobody tells";
  EXPECT_THAT(ConsoleReport(report), HasSubstr("\nlayers of seed/ane: nobody tells\n"));
}

TEST(ProfileText, MarkdownHasBothTables) {
  const std::string text = MarkdownReport(HandMadeProfiledReport());
  EXPECT_THAT(text, HasSubstr(R"MD(
## Layers of off/ane, each figure of one evaluation; the times are means over 4

| operation | calls | time | share | GFLOP/s | weights | activations |
|---|--:|--:|--:|--:|--:|--:|
| conv | 1 | 5.86 ms | 70.6 % | 204.8 | 3.0 MiB | 2.0 MiB |
| matmul | 2 | 1.95 ms | 23.5 % | 51.2 | 1.0 MiB | 512 B |
| cast | 1 | 0.488 ms | 5.9 % | - | 0 B | 2.8 KiB |
| all | 4 | 8.3 ms | 100.0 % | 156.6 | 4.0 MiB | 2.0 MiB |

## Longest layers of off/ane, each figure of one evaluation; the times are means over 4

| layer | time | share | GFLOP/s | weights | activations | operation |
|---|--:|--:|--:|--:|--:|---|
| model.conv\|1 | 5.86 ms | 70.6 % | 204.8 | 3.0 MiB | 2.0 MiB | conv |
| head | 1.95 ms | 23.5 % | 51.2 | 1.0 MiB | 512 B | matmul |
| mask | 0.488 ms | 5.9 % | - | 0 B | 2.8 KiB | cast |
)MD"));
  EXPECT_THAT(text, Not(HasSubstr("ayers of seed/ane")));
}

}  // namespace
}  // namespace tidemark::harness
