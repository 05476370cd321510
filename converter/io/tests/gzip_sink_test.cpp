#include <zlib.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/tests/gzip_bytes.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using tidemark::testing::GzipOf;
using tidemark::testing::RandomBytes;

// With zlib's own reader of gzip files.
std::string Unzip(const std::filesystem::path& file) {
  const gzFile in = gzopen(file.c_str(), "rb");
  std::string content(1 << 20, '\0');
  const int got = gzread(in, content.data(), static_cast<unsigned>(content.size()));
  EXPECT_EQ(gzclose(in), Z_OK);
  content.resize(got < 0 ? 0 : static_cast<size_t>(got));
  return content;
}

TEST(GzipSink, WritesWhatOtherReadersInflate) {
  const tidemark::testing::TempDir folder;
  for (const size_t count : std::initializer_list<size_t>{0, 1, 65'536, 500'000}) {
    const std::string content = RandomBytes(count);
    for (const int level : {1, 9}) {
      EXPECT_EQ(Unzip(folder.Write("x.gz", GzipOf(content, level))), content);
    }
  }
}

TEST(GzipSink, TakesBytesInPiecesOfAnySize) {
  const std::string content = RandomBytes(10'000);
  std::string bytes;
  const auto sink = GzipSink(std::make_unique<tidemark::testing::StringSink>(bytes), 1);
  for (size_t at = 0; at < content.size(); at += 31) {
    sink->Write(std::string_view(content).substr(at, 31));
  }
  sink->Finish();
  const tidemark::testing::TempDir folder;
  EXPECT_EQ(Unzip(folder.Write("x.gz", bytes)), content);
}

TEST(FastGzipSink, WritesWhatOtherReadersInflate) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{300'000}}) {
    const std::string content = RandomBytes(count) + std::string(count, 'x');
    std::string bytes;
    const auto sink = FastGzipSink(std::make_unique<tidemark::testing::StringSink>(bytes));
    for (size_t at = 0; at < content.size(); at += 7777) {
      sink->Write(std::string_view(content).substr(at, 7777));
    }
    sink->Finish();
    const tidemark::testing::TempDir folder;
    EXPECT_EQ(Unzip(folder.Write("x.gz", bytes)), content);
    EXPECT_EQ(bytes.substr(3, 5), std::string(5, '\0')) << "flags and time";
    EXPECT_LT(bytes.size(), count + count / 5 + 100);
  }
}

TEST(GzipSink, RecordsNeitherNameNorTime) {
  const std::string bytes = GzipOf("content");
  EXPECT_EQ(bytes.substr(0, 2), "\x1F\x8B");
  EXPECT_EQ(bytes[3], 0) << "flags";
  EXPECT_EQ(bytes.substr(4, 4), std::string(4, '\0')) << "time";
}

TEST(GzipSink, RefusesLevelsThatDoNotExist) {
  for (const int level : {-1, 0, 10}) {
    std::string bytes;
    EXPECT_THAT([&] { GzipSink(std::make_unique<tidemark::testing::StringSink>(bytes), level); },
                ::testing::ThrowsMessage<UsageError>(::testing::HasSubstr("accepted: 1 to 9")));
  }
}

}  // namespace
}  // namespace tidemark::converter
