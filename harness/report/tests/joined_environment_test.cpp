#include "harness/report/joined_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/tests/hand_made_report.h"

namespace tidemark::harness {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Environment Here() { return testing::HandMadeReport().environment; }

TEST(JoinedEnvironment, TheSameTwiceIsTheSame) {
  const Environment joined = JoinEnvironments(Here(), Here());
  EXPECT_EQ(joined.kernel, "6.18.0");
  EXPECT_EQ(joined.allocator_settings, "");
  EXPECT_EQ(joined.git_commit.reason, "not built from a git checkout");
  EXPECT_THAT(EnvironmentWarnings(joined), IsEmpty());
}

TEST(JoinedEnvironment, TextsThatDifferAreJoinedInOrderAndOnce) {
  Environment other = Here();
  other.kernel = "6.1.0";
  Environment third = Here();
  third.kernel = "5.10.0";
  const Environment two = JoinEnvironments(Here(), other);
  EXPECT_EQ(two.kernel, "6.1.0 + 6.18.0");
  EXPECT_EQ(JoinEnvironments(two, two).kernel, two.kernel);
  EXPECT_EQ(JoinEnvironments(two, third).kernel, "5.10.0 + 6.1.0 + 6.18.0");
  EXPECT_EQ(JoinEnvironments(third, two).kernel, "5.10.0 + 6.1.0 + 6.18.0");
  EXPECT_EQ(JoinEnvironments(JoinEnvironments(third, other), Here()).kernel,
            "5.10.0 + 6.1.0 + 6.18.0");
  const auto warnings = EnvironmentWarnings(two);
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_EQ(warnings[0].id, "several_hosts");
  EXPECT_EQ(warnings[0].message,
            "measured on several hosts: kernel 6.1.0 + 6.18.0; a difference may be one of hosts");
}

TEST(JoinedEnvironment, NumbersAreTheLeastAndFactsThoseOfBoth) {
  Environment other = Here();
  other.cores = 1;
  other.memory_bytes = 5;
  other.cpu = {.reason = "not told"};
  other.peak_resettable = false;
  other.sanitized = true;
  other.allocator_settings = "MALLOC_ARENA_MAX=1";
  Environment here = Here();
  here.memory_bytes = 7;
  const Environment joined = JoinEnvironments(here, other);
  EXPECT_EQ(joined.cores, 1);
  EXPECT_EQ(joined.memory_bytes, 5U);
  EXPECT_EQ(joined.cpu.value, std::nullopt);
  EXPECT_EQ(joined.cpu.reason, "not told");
  EXPECT_FALSE(joined.peak_resettable);
  EXPECT_TRUE(joined.sanitized);
  EXPECT_EQ(joined.allocator_settings, "MALLOC_ARENA_MAX=1 + none");
  EXPECT_EQ(JoinEnvironments(Here(), other).memory_bytes, std::nullopt);
}

TEST(JoinedEnvironment, HostClassesAreSpokenOfApart) {
  Environment other = Here();
  other.host_class = "mac";
  const auto warnings = EnvironmentWarnings(JoinEnvironments(Here(), other));
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_EQ(warnings[0].id, "several_host_classes");
  EXPECT_THAT(warnings[0].message, HasSubstr("linux-x86_64-4KiB-glibc_2.36-2cpu + mac"));
}

}  // namespace
}  // namespace tidemark::harness
