#include "converter/io/read_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/tests/gzip_bytes.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(ReadWholeFile, ReturnsEveryByte) {
  const tidemark::testing::TempDir folder;
  for (const size_t count : std::initializer_list<size_t>{0, 1, 65'536, 200'000}) {
    const std::string content = tidemark::testing::RandomBytes(count);
    EXPECT_EQ(ReadWholeFile(folder.Write("file", content), count), content);
  }
}

TEST(ReadWholeFile, RefusesAFileAboveTheLimit) {
  const tidemark::testing::TempDir folder;
  const auto file = folder.Write("file", "12345");
  EXPECT_THAT([&] { ReadWholeFile(file, 4); },
              ThrowsMessage<FormatError>(AllOf(HasSubstr(file.string()), HasSubstr("4 bytes"))));
}

TEST(ReadWholeFile, RefusesWhatIsNoRegularFile) {
  const tidemark::testing::TempDir folder;
  EXPECT_THROW(ReadWholeFile(folder.path(), 100), IoError);
  EXPECT_THROW(ReadWholeFile(folder.path() / "missing", 100), IoError);
  EXPECT_THROW(ReadWholeFile("/dev/zero", 100), IoError);
}

}  // namespace
}  // namespace tidemark::converter
