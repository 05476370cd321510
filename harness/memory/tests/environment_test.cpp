#include "harness/memory/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

TEST(Environment, DescribesThisMachine) {
  const Environment environment = DescribeEnvironment();
  EXPECT_GE(environment.cores, 1);
  EXPECT_GE(environment.page_size_bytes, 4096u);
  EXPECT_GT(environment.memory_bytes.value_or(0), environment.page_size_bytes);
  EXPECT_NE(environment.kernel, "");
  EXPECT_NE(environment.allocator, "");
  EXPECT_THAT(environment.tidemark_version, MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_THAT(environment.host_class, HasSubstr(environment.os + "-" + environment.arch));
#if defined(__linux__)
  EXPECT_EQ(environment.os, "linux");
  EXPECT_EQ(environment.primary_metric, "rss");
#elif defined(__APPLE__)
  EXPECT_EQ(environment.os, "macos");
  EXPECT_EQ(environment.primary_metric, "footprint");
  EXPECT_FALSE(environment.peak_resettable);
#endif
}

TEST(Environment, EveryFactIsKnownOrExplained) {
  const Environment environment = DescribeEnvironment();
  for (const Fact* fact : {&environment.cpu, &environment.thp, &environment.git_commit}) {
    EXPECT_NE(fact->value.has_value(), !fact->reason.empty());
    EXPECT_NE(fact->value.value_or("known"), "");
  }
}

TEST(ParseCpuModel, FindsTheModelNameOrSaysWhyNot) {
  EXPECT_EQ(
      ParseCpuModel("processor\t: 0\nmodel\t\t: 85\nmodel name\t: Fast CPU @ 2GHz\nstepping\t: "
                    "7\n")
          .value,
      "Fast CPU @ 2GHz");
  for (const char* text :
       {"", "processor\t: 0\nBogoMIPS\t: 48.00\n", "model name\t:\nflags\t: fpu\n"}) {
    EXPECT_FALSE(ParseCpuModel(text).value.has_value()) << text;
    EXPECT_NE(ParseCpuModel(text).reason, "");
  }
}

TEST(ParseThp, TakesTheChoiceInBrackets) {
  EXPECT_EQ(ParseThp("always [madvise] never\n").value, "madvise");
  EXPECT_FALSE(ParseThp("").value.has_value());
  EXPECT_FALSE(ParseThp("] always [").value.has_value());
}

}  // namespace
}  // namespace tidemark::harness
