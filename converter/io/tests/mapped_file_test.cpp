#include "converter/io/mapped_file.h"

#include <filesystem>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::TempDir;

std::string_view TextOf(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

TEST(MappedFile, ShowsTheBytes) {
  const TempDir folder;
  const std::string content(10'000, 'x');
  EXPECT_EQ(TextOf(MappedFile(folder.Write("a", content), 10'000)), content);
  EXPECT_EQ(TextOf(MappedFile(folder.Write("b", ""), 0)), "");
}

TEST(MappedFile, OutlivesTheFilesName) {
  const TempDir folder;
  const auto path = folder.Write("a", "content");
  const MappedFile file(path, 100);
  std::filesystem::remove(path);
  EXPECT_EQ(TextOf(file), "content");
}

TEST(MappedFile, RefusesWhatCannotBeMapped) {
  const TempDir folder;
  EXPECT_THAT([&] { MappedFile(folder.path() / "none", 100); },
              ThrowsMessage<IoError>(HasSubstr("No such file")));
  EXPECT_THROW(MappedFile(folder.path(), 100), IoError);
  EXPECT_THAT([&] { MappedFile(folder.Write("a", "content"), 6); },
              ThrowsMessage<FormatError>(HasSubstr("larger than 6 bytes")));
}

}  // namespace
}  // namespace tidemark::converter
