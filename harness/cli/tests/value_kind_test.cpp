#include "harness/cli/value_kind.h"

#include <string>

#include <gtest/gtest.h>

namespace tidemark::harness {
namespace {

using Form = ValueKind::Form;

class ValueKindTest : public ::testing::Test {
 protected:
  template <typename Value>
  CLI::Option* Add(Value& value) {
    return app_.add_option("--option", value, "what");
  }
  CLI::App app_;
  std::string text_;
  int whole_ = 0;
  double real_ = 0;
};

TEST_F(ValueKindTest, AnOptionWithoutChecksGoesByItsType) {
  EXPECT_EQ(ValueKindOf(*app_.add_option("--text", text_)), ValueKind());
  EXPECT_EQ(ValueKindOf(*app_.add_option("--whole", whole_)),
            (ValueKind{.form = Form::kNumber, .label = "N"}));
  EXPECT_EQ(ValueKindOf(*app_.add_option("--real", real_)),
            (ValueKind{.form = Form::kNumber, .label = "X"}));
}

TEST_F(ValueKindTest, HintsTellWhatAValueIs) {
  EXPECT_EQ(ValueKindOf(*Add(text_)->check(OneOf({"a", "b"}))),
            (ValueKind{.form = Form::kWord, .label = "WORD", .words = {"a", "b"}}));
}

TEST_F(ValueKindTest, AListMayHaveWordsThatStandAlone) {
  const ValueKind expected{
      .form = Form::kList, .label = "LIST", .words = {"all"}, .items = {"a", "b"}};
  EXPECT_EQ(ValueKindOf(*Add(text_)->check(ListOf({"a", "b"}))->check(OneOf({"all"}))), expected);
  EXPECT_EQ(
      ValueKindOf(
          *app_.add_option("--other", text_)->check(OneOf({"all"}))->check(ListOf({"a", "b"}))),
      expected);
}

TEST_F(ValueKindTest, FilesAndFolders) {
  EXPECT_EQ(ValueKindOf(*Add(text_)->check(AFile({".a", ".b.gz"}))),
            (ValueKind{.form = Form::kFile, .label = "FILE", .endings = {".a", ".b.gz"}}));
  EXPECT_EQ(ValueKindOf(*app_.add_option("--any", text_)->check(AFile())),
            (ValueKind{.form = Form::kFile, .label = "FILE"}));
  EXPECT_EQ(ValueKindOf(*app_.add_option("--folder", text_)->check(AFolder())),
            (ValueKind{.form = Form::kFolder, .label = "FOLDER"}));
}

TEST_F(ValueKindTest, TheLibrarysChecksAreReadToo) {
  EXPECT_EQ(ValueKindOf(*Add(text_)->check(CLI::IsMember({"x", "y"}))),
            (ValueKind{.form = Form::kWord, .label = "WORD", .words = {"x", "y"}}));
  EXPECT_EQ(ValueKindOf(*app_.add_option("--whole", whole_)->check(CLI::Range(-1, 256))),
            (ValueKind{.form = Form::kNumber, .label = "N", .least = "-1", .greatest = "256"}));
  EXPECT_EQ(ValueKindOf(*app_.add_option("--real", real_)->check(CLI::Range(0.5, 1.0))),
            (ValueKind{.form = Form::kNumber, .label = "X", .least = "0.5", .greatest = "1"}));
  EXPECT_EQ(ValueKindOf(*app_.add_option("--file", text_)->check(CLI::ExistingFile)).form,
            Form::kFile);
  EXPECT_EQ(ValueKindOf(*app_.add_option("--folder", text_)->check(CLI::ExistingDirectory)).form,
            Form::kFolder);
}

TEST_F(ValueKindTest, HintsCheckNothingAndShowNothing) {
  CLI::Option* const option = Add(text_);
  const std::string plain = app_.help();
  option->check(OneOf({"a"}))->check(AFolder());
  EXPECT_EQ(app_.help(), plain);
  app_.parse("--option neither");
  EXPECT_EQ(text_, "neither");
}

}  // namespace
}  // namespace tidemark::harness
