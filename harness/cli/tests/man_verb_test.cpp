#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdlib.h>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/testing/temp_dir.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Text as pages hold it.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '-' ? std::string("\\-") : std::string(1, c);
  return escaped;
}

class ManVerb : public ::testing::Test {
 protected:
  void SetUp() override { setenv("SOURCE_DATE_EPOCH", "1769817600", 1); }
  void TearDown() override { unsetenv("SOURCE_DATE_EPOCH"); }

  std::vector<std::string> WrittenPages() {
    const std::filesystem::path pages = folder_.path() / "share" / "man1";
    const Answer answer = Harness({"man", "--out", pages.string()});
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(answer.out, "");
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(pages)) {
      files.push_back(entry.path().string());
    }
    return files;
  }

  // Every page must pass the checks of this program without a word.
  void CheckWith(std::vector<std::string> checker) {
    for (const std::string& file : WrittenPages()) {
      checker.push_back(file);
      const Answer answer = RunProgram(checker);
      checker.pop_back();
      if (answer.code == 127) GTEST_SKIP() << checker[0] << " is not installed";
      EXPECT_EQ(answer.code, 0) << file;
      EXPECT_EQ(answer.out + answer.err, "") << file;
    }
  }

  TempDir folder_;
};

TEST_F(ManVerb, EveryVerbHasAPageWithEveryOption) {
  const auto verbs = VisibleVerbs();
  EXPECT_GE(verbs.size(), 13U);
  EXPECT_EQ(WrittenPages().size(), verbs.size());
  for (std::vector<std::string> words : verbs) {
    std::string name = "harness";
    for (const std::string& word : words) name += "-" + word;
    std::vector<std::string> command = {"man"};
    command.insert(command.end(), words.begin(), words.end());
    const Answer page = Harness(command);
    ASSERT_EQ(page.code, 0) << page.err;
    EXPECT_THAT(page.out, HasSubstr(".SH NAME\n" + Escaped(name) + " \\- "));
    std::ifstream file(folder_.path() / "share" / "man1" / (name + ".1"));
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), page.out);
    for (const char* section : {"SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO"}) {
      EXPECT_THAT(page.out, HasSubstr(std::string(".SH ") + section + "\n")) << name;
    }
    words.emplace_back("--help");
    for (const std::string& option : OptionsIn(Harness(words).out)) {
      EXPECT_THAT(page.out, HasSubstr("\\fB" + Escaped(option) + "\\fR")) << name;
    }
    EXPECT_THAT(page.out, Not(HasSubstr("harness\\-cell"))) << name;
  }
}

TEST_F(ManVerb, PagesTellWhatSurroundsTheVerb) {
  const std::string run = Harness({"man", "run"}).out;
  EXPECT_THAT(run, HasSubstr(".SH ENVIRONMENT\n.TP\n\\fBTIDEMARK_CACHE\\fR\n"));
  EXPECT_THAT(run, HasSubstr("\\fIresults/<scenario>\\-<time>.json\\fR\n"));
  EXPECT_THAT(run, HasSubstr(".EX\nharness run scenarios/b18.json\n"));
  EXPECT_THAT(run, HasSubstr("\\fB0\\fR\nEvery check passed.\n"));
  EXPECT_THAT(Harness({"man", "levers"}).out, Not(HasSubstr("ENVIRONMENT")));
  EXPECT_THAT(Harness({"man", "synthesize"}).out, HasSubstr("\\fBharness\\-architectures\\fR(1)"));
}

TEST_F(ManVerb, PagesAreDatedOnlyOnDemand) {
  EXPECT_THAT(Harness({"man"}).out, StartsWith(".TH HARNESS 1 \"2026-01-31\" \"Tidemark "));
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_THAT(Harness({"man"}).out, StartsWith(".TH HARNESS 1 \"\" \"Tidemark "));
  setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
  const Answer answer = Harness({"man"});
  EXPECT_EQ(answer.code, 2);
  EXPECT_THAT(answer.err, HasSubstr("SOURCE_DATE_EPOCH"));
}

TEST_F(ManVerb, UnknownVerbsAreRefused) {
  for (const char* word : {"cell", "frobnicate"}) {
    const Answer answer = Harness({"man", word});
    EXPECT_EQ(answer.code, 2);
    EXPECT_THAT(answer.err, HasSubstr("known are run, compare"));
  }
  EXPECT_THAT(Harness({"man", "run", "fast"}).err, HasSubstr("harness run has none"));
  EXPECT_EQ(Harness({"man", "run", "--out", folder_.path().string()}).code, 2);
}

TEST_F(ManVerb, MandocHasNothingToSay) { CheckWith({"mandoc", "-T", "lint"}); }
TEST_F(ManVerb, GroffHasNothingToSay) { CheckWith({"groff", "-man", "-ww", "-z"}); }

}  // namespace
}  // namespace tidemark::testing
