#include "harness/cli/ci_annotations.h"

#include <algorithm>
#include <stdlib.h>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using Level = Annotation::Level;

TEST(CiAnnotations, AreCommandsOnALineEach) {
  const std::vector<Annotation> annotations = {
      {.file = "scenarios/b18.json", .title = "seed/ane", .message = "over the limit"},
      {.level = Level::kWarning, .title = "b18", .message = "few repeats"},
      {.level = Level::kNotice, .file = "a.json", .message = "faster"},
      {.message = "plain"}};
  EXPECT_EQ(AnnotationLines(annotations),
            "::error file=scenarios/b18.json,title=seed/ane::over the limit\n"
            "::warning title=b18::few repeats\n"
            "::notice file=a.json::faster\n"
            "::error::plain\n");
  EXPECT_EQ(AnnotationLines({}), "");
}

TEST(CiAnnotations, WhatWouldEndACommandIsEscaped) {
  const std::vector<Annotation> annotations = {{.file = "C:\\a,b%.json",
                                                .title = "one\r\ntwo: 2,5%",
                                                .message = "+7.1%: a, b\r\n::error::no"}};
  EXPECT_EQ(AnnotationLines(annotations),
            "::error file=C%3A\\a%2Cb%25.json,title=one%0D%0Atwo%3A 2%2C5%25::"
            "+7.1%25: a, b%0D%0A::error::no\n");
}

TEST(CiAnnotations, TenOfALevelAreWrittenAndTheRestCounted) {
  std::vector<Annotation> annotations;
  for (int i = 1; i <= 10; ++i) annotations.push_back({.message = "e" + std::to_string(i)});
  EXPECT_THAT(AnnotationLines(annotations), EndsWith("::error::e10\n"));
  annotations.push_back({.message = "e11"});
  EXPECT_THAT(AnnotationLines(annotations), EndsWith("::error::e10%0Aand 1 more error\n"));
  annotations.push_back({.level = Level::kWarning, .message = "w1"});
  annotations.push_back({.message = "e12"});
  const std::string lines = AnnotationLines(annotations);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 11);
  EXPECT_THAT(lines, EndsWith("::error::e10%0Aand 2 more errors\n::warning::w1\n"));
  EXPECT_THAT(lines, Not(HasSubstr("e11")));
}

TEST(CiAnnotations, TheEnvironmentTellsWhereWeAre) {
  unsetenv("GITHUB_ACTIONS");
  EXPECT_FALSE(InGitHubActions());
  setenv("GITHUB_ACTIONS", "false", 1);
  EXPECT_FALSE(InGitHubActions());
  setenv("GITHUB_ACTIONS", "true", 1);
  EXPECT_TRUE(InGitHubActions());
  unsetenv("GITHUB_ACTIONS");
}

}  // namespace
}  // namespace tidemark::harness
