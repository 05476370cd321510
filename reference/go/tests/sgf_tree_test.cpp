#include "reference/go/sgf_tree.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "reference/go/tests/sgf_text.h"

namespace tidemark::reference {
namespace {

using ::testing::ElementsAre;
using testing::ExpectSgfError;
using ::testing::IsEmpty;

SgfTree Tree(const std::string& text) { return SgfTree(text, "game.sgf"); }

std::vector<std::string> RawValues(const SgfTree& tree, SgfTree::NodeId node,
                                   std::string_view key) {
  std::vector<std::string> raw;
  for (const SgfTree::Value& value : tree.Values(node, key)) raw.emplace_back(value.raw);
  return raw;
}

TEST(SgfTree, NumbersNodesInTheOrderOfTheFile) {
  const SgfTree tree = Tree("(;A[];B[](;C[](;D[]))(;E[]))");
  EXPECT_EQ(tree.file(), "game.sgf");
  ASSERT_EQ(tree.size(), 5U);
  EXPECT_THAT(tree.roots(), ElementsAre(0));
  EXPECT_EQ(tree.Parent(0), std::nullopt);
  EXPECT_EQ(tree.Parent(1), 0U);
  EXPECT_EQ(tree.Parent(2), 1U);
  EXPECT_EQ(tree.Parent(3), 2U);
  EXPECT_EQ(tree.Parent(4), 1U);
  EXPECT_EQ(tree.Offset(0), 1U);
  EXPECT_EQ(tree.Offset(3), 15U);
  for (SgfTree::NodeId node = 0; node < 5; ++node) {
    EXPECT_TRUE(tree.Find(node, std::string(1, static_cast<char>('A' + node))).has_value());
  }
}

TEST(SgfTree, GivesTheValuesOfAProperty) {
  const SgfTree tree = Tree("(;AB[aa][bb]W[cc]AB[dd];AB[ee])");
  EXPECT_THAT(RawValues(tree, 0, "AB"), ElementsAre("aa", "bb", "dd"));
  EXPECT_THAT(RawValues(tree, 0, "W"), ElementsAre("cc"));
  EXPECT_THAT(RawValues(tree, 1, "AB"), ElementsAre("ee"));
  EXPECT_THAT(RawValues(tree, 1, "W"), IsEmpty());
  // Keys are what they are.
  EXPECT_THAT(RawValues(tree, 0, "ab"), IsEmpty());
  EXPECT_THAT(RawValues(tree, 0, "A"), IsEmpty());
  EXPECT_EQ(tree.Find(0, "B"), std::nullopt);
  ASSERT_TRUE(tree.Find(0, "AB").has_value());
  EXPECT_EQ(tree.Find(0, "AB")->raw, "aa");
  EXPECT_EQ(tree.Find(0, "AB")->offset, 5U);
}

TEST(SgfTree, SkipsBlanksBetweenTokens) {
  const SgfTree tree = Tree("\xEF\xBB\xBF \r\n( ;\tAB [aa]\n[bb] C\v[ x y ]\f( ; ) ( ; ; ) ) \n");
  ASSERT_EQ(tree.size(), 4U);
  EXPECT_THAT(RawValues(tree, 0, "AB"), ElementsAre("aa", "bb"));
  EXPECT_THAT(RawValues(tree, 0, "C"), ElementsAre(" x y "));
}

TEST(SgfTree, ValuesMayHoldAnythingEscaped) {
  const SgfTree tree = Tree("(;C[(;\\]a\\\\]D[\\[][\n\xC3\xA9\xFF])");
  EXPECT_THAT(RawValues(tree, 0, "C"), ElementsAre("(;\\]a\\\\"));
  EXPECT_THAT(RawValues(tree, 0, "D"), ElementsAre("\\[", "\n\xC3\xA9\xFF"));
  EXPECT_EQ(SgfText(tree.Find(0, "C")->raw), "(;]a\\");
}

TEST(SgfTree, TextHasNoEscapesAndNoBlanksAround) {
  EXPECT_EQ(SgfText(""), "");
  EXPECT_EQ(SgfText(" \n\t"), "");
  EXPECT_EQ(SgfText("  Lee  Sedol\r\n"), "Lee  Sedol");
  EXPECT_EQ(SgfText("a\\:b\\\\c\\]"), "a:b\\c]");
  EXPECT_EQ(SgfText("\\\\\\\\"), "\\\\");
  EXPECT_EQ(SgfText("end\\"), "end\\");
}

TEST(SgfTree, HoldsSeveralGames) {
  const SgfTree tree = Tree("(;A[1];B[2])\n(;A[3](;B[4])(;B[5]))");
  EXPECT_THAT(tree.roots(), ElementsAre(0, 2));
  EXPECT_THAT(tree.MainLine(0), ElementsAre(0, 1));
  EXPECT_THAT(tree.MainLine(2), ElementsAre(2, 3));
  EXPECT_EQ(tree.Parent(2), std::nullopt);
}

TEST(SgfTree, TheMainLineIsTheDeepest) {
  EXPECT_THAT(Tree("(;(;)(;;))").MainLine(0), ElementsAre(0, 2, 3));
  EXPECT_THAT(Tree("(;(;;)(;))").MainLine(0), ElementsAre(0, 1, 2));
  // Depth counts, not size.
  EXPECT_THAT(Tree("(;(;(;)(;)(;)(;))(;;;))").MainLine(0), ElementsAre(0, 6, 7, 8));
  // The last variation of the first one is the deepest.
  EXPECT_THAT(Tree("(;(;(;)(;;))(;;))").MainLine(0), ElementsAre(0, 1, 3, 4));
  EXPECT_THAT(Tree("(;;)").MainLine(1), ElementsAre(1));
}

TEST(SgfTree, OfEquallyDeepVariationsTheFirstIsTheMainLine) {
  EXPECT_THAT(Tree("(;(;)(;)(;))").MainLine(0), ElementsAre(0, 1));
  EXPECT_THAT(Tree("(;(;)(;;)(;;))").MainLine(0), ElementsAre(0, 2, 3));
  EXPECT_THAT(Tree("(;(;(;)(;))(;;))").MainLine(0), ElementsAre(0, 1, 2));
}

TEST(SgfTree, SaysWhereTheGrammarBreaks) {
  ExpectSgfError("^", "holds no game");
  ExpectSgfError(" \n^", "holds no game");
  ExpectSgfError("\xEF\xBB\xBF^", "holds no game");
  ExpectSgfError("^hello", "expected '(' at the beginning of a game, found 'h'");
  ExpectSgfError("^;B[aa]", "expected '('");
  ExpectSgfError("(;)^)", "expected '(' at the beginning of a game, found ')'");
  ExpectSgfError("(;)^;", "expected '('");
  ExpectSgfError("(^)", "expected ';' after '(', found ')'");
  ExpectSgfError("(^(;))", "expected ';' after '('");
  ExpectSgfError("(^A[x])", "expected ';' after '('");
  ExpectSgfError("(;^[x])", "expected a property, ';', '(' or ')', found '['");
  ExpectSgfError("(;^1[x])", "found '1'");
  ExpectSgfError("(;A[x]^\x01)", "found '\\x01'");
  ExpectSgfError("(;A[x]^\xC3\xA9)", "found '\\xC3'");
  ExpectSgfError("(;A^)", "expected '[' after the property");
  ExpectSgfError("(;A ^B[x])", "expected '[' after the property");
  ExpectSgfError("(;A^1[x])", "expected '[' after the property");
  ExpectSgfError("(;(;)^;)", "expected '(' or ')' after a variation, found ';'");
  ExpectSgfError("(;(;)^A[x])", "expected '(' or ')' after a variation");
}

TEST(SgfTree, SaysWhatIsNotClosed) {
  ExpectSgfError("(^", "ends inside a game: the parenthesis at byte 0 is not closed");
  ExpectSgfError(" (;(;) ^", "the parenthesis at byte 1 is not closed");
  ExpectSgfError("(;(;^", "the parenthesis at byte 2 is not closed");
  ExpectSgfError("(;A^", "ends early: expected '['");
  ExpectSgfError("(;A[x][y^", "ends inside a value: the bracket at byte 6 is not closed");
  ExpectSgfError("(;A[x\\])^", "ends inside a value: the bracket at byte 3 is not closed");
  ExpectSgfError("(;A[\\^", "ends inside a value");
}

TEST(SgfTree, TakesTextThatExtendsAsciiAndNoOther) {
  using namespace std::string_literals;
  ExpectSgfError("^\xFF\xFE(\0;\0"s, "is UTF-16");
  ExpectSgfError("^\xFE\xFF\0(\0;"s, "is UTF-16");
  ExpectSgfError("(;C[^\0])"s, "has a zero");
  ExpectSgfError("(;)^\0"s, "has a zero");
  // GB 18030, as Chinese servers write it.
  EXPECT_EQ(Tree("(;PB[\xBF\xC2\xBD\xE0])").Find(0, "PB")->raw, "\xBF\xC2\xBD\xE0");
}

}  // namespace
}  // namespace tidemark::reference
