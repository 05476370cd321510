#include "converter/io/scratch_file.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

std::span<const std::byte> Bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string Read(const ScratchFile& file, uint64_t offset, size_t size) {
  std::string text(size, '?');
  file.Read(offset, std::as_writable_bytes(std::span(text)));
  return text;
}

// Has the temporary folder to itself.
class ScratchFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const char* const before = getenv("TMPDIR")) before_ = before;
    setenv("TMPDIR", folder_.path().c_str(), 1);
  }
  void TearDown() override {
    before_.has_value() ? setenv("TMPDIR", before_->c_str(), 1) : unsetenv("TMPDIR");
  }

  testing::TempDir folder_ = {};
  std::optional<std::string> before_ = {};
};

TEST_F(ScratchFileTest, GivesBackWhatWasAppended) {
  ScratchFile file;
  file.Append(Bytes("one"));
  file.Append({});
  file.Append(Bytes("two"));
  EXPECT_EQ(file.size(), 6U);
  EXPECT_EQ(Read(file, 0, 6), "onetwo");
  EXPECT_EQ(Read(file, 2, 2), "et");
  file.Append(Bytes("!"));
  EXPECT_EQ(Read(file, 6, 1), "!");
  EXPECT_EQ(Read(file, 7, 0), "");
}

TEST_F(ScratchFileTest, HasNoNameThatCouldBeLeft) {
  ScratchFile file;
  file.Append(Bytes("one"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(ScratchFileTest, WhatIsNotThereCannotBeRead) {
  ScratchFile file;
  file.Append(Bytes("one"));
  EXPECT_THROW(Read(file, 2, 2), IoError);
}

TEST_F(ScratchFileTest, NeedsATemporaryFolder) {
  const std::string none = (folder_.path() / "none").string();
  setenv("TMPDIR", none.c_str(), 1);
  EXPECT_THROW(ScratchFile(), IoError);
}

}  // namespace
}  // namespace tidemark::converter
