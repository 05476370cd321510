#include "converter/io/key_path.h"

#include <string>

#include <gtest/gtest.h>

namespace tidemark::converter {
namespace {

TEST(KeyPath, NamesTheWayThroughADocument) {
  EXPECT_EQ(MemberPath("", "limits"), "limits");
  EXPECT_EQ(MemberPath("limits", "seed/ane"), "limits.seed/ane");
  EXPECT_EQ(MemberPath("", "$schema"), "$schema");
  EXPECT_EQ(ElementPath("lever_sets.seed", 1), "lever_sets.seed[1]");
  EXPECT_EQ(MemberPath(ElementPath("", 0), "a"), "[0].a");
}

TEST(KeyPath, QuotesKeysThatWouldBeMisread) {
  EXPECT_EQ(MemberPath("a", ""), R"(a."")");
  EXPECT_EQ(MemberPath("a", "b.c"), R"(a."b.c")");
  EXPECT_EQ(MemberPath("a", "b[0]"), R"(a."b[0]")");
  EXPECT_EQ(MemberPath("a", "b c"), R"(a."b c")");
  EXPECT_EQ(MemberPath("", "new\nline"), R"("new\nline")");
  EXPECT_EQ(MemberPath("", "\xC3\xA9"), "\"\xC3\xA9\"");
  EXPECT_EQ(MemberPath("", std::string(61, 'k')), '"' + std::string(60, 'k') + "...\"");
}

}  // namespace
}  // namespace tidemark::converter
