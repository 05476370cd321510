#include "harness/cli/step_summary.h"

#include <filesystem>
#include <stdlib.h>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/io/read_file.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::harness {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::StartsWith;

class StepSummary : public ::testing::Test {
 protected:
  std::string Content() const { return converter::ReadWholeFile(file_, kMostSummaryBytes * 2); }

  tidemark::testing::TempDir folder_;
  std::filesystem::path file_ = folder_.Write("summary.md", "");
};

TEST_F(StepSummary, KeepsWhatIsThere) {
  EXPECT_EQ(AppendStepSummary(file_, "# One\n"), std::nullopt);
  EXPECT_EQ(AppendStepSummary(file_, "# Two\n"), std::nullopt);
  EXPECT_EQ(Content(), "# One\n\n\n# Two\n");
}

TEST_F(StepSummary, IsCutAtALineWithinTheBound) {
  std::string lines = "```\n";
  while (lines.size() < 2 * kMostSummaryBytes) lines += "a line of the report\n";
  ASSERT_EQ(AppendStepSummary(file_, "before"), std::nullopt);
  ASSERT_EQ(AppendStepSummary(file_, lines), std::nullopt);
  EXPECT_LE(Content().size(), kMostSummaryBytes);
  EXPECT_GE(Content().size(), kMostSummaryBytes - 200);
  EXPECT_THAT(Content(), StartsWith("before\n\n```\n"));
  EXPECT_THAT(Content(), EndsWith("a line of the report\n```\n\n"
                                  "_The rest did not fit into this summary._\n"));
}

TEST_F(StepSummary, WhatFitsExactlyIsNotCut) {
  const std::string text = std::string(kMostSummaryBytes - 1, 'x') + "\n";
  EXPECT_EQ(AppendStepSummary(file_, text), std::nullopt);
  EXPECT_EQ(Content(), text);
  EXPECT_THAT(AppendStepSummary(file_, "more\n"), Optional(HasSubstr("it is full")));
  EXPECT_EQ(Content(), text);
}

TEST_F(StepSummary, FilesThatCannotBeWrittenAreAProblemAndNoError) {
  EXPECT_THAT(AppendStepSummary(folder_.path() / "none.md", "x\n"),
              Optional(HasSubstr("none.md: No such file")));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "none.md"));
  EXPECT_THAT(AppendStepSummary(folder_.path(), "x\n"), Optional(HasSubstr("no summary")));
  EXPECT_THAT(AppendStepSummary("/dev/null", "x\n"), Optional(HasSubstr("it is no file")));
}

TEST_F(StepSummary, TheEnvironmentNamesTheFile) {
  setenv("GITHUB_STEP_SUMMARY", file_.c_str(), 1);
  EXPECT_EQ(AppendStepSummary("text\n"), std::nullopt);
  EXPECT_EQ(Content(), "text\n");
  unsetenv("GITHUB_STEP_SUMMARY");
  EXPECT_THAT(AppendStepSummary("text\n"), Optional(HasSubstr("names no file")));
}

}  // namespace
}  // namespace tidemark::harness
