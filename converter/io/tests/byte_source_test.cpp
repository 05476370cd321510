#include "converter/io/byte_source.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/prefetched_source.h"
#include "converter/io/tests/gzip_bytes.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::Drain;
using tidemark::testing::GzipOf;
using tidemark::testing::RandomBytes;
using tidemark::testing::TempDir;

// Both ways to open a file must behave alike.
using Open = std::function<std::unique_ptr<ByteSource>(const std::filesystem::path&)>;

struct Way {
  std::string name = {};
  Open open = {};
};

void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

class ByteSourceTest : public ::testing::TestWithParam<Way> {
 protected:
  std::string Read(const std::filesystem::path& file) const {
    return Drain(*GetParam().open(file));
  }

  // What reading `bytes` from a file throws says `text` and names the file.
  void ExpectDamage(std::string_view bytes, const std::string& text) const {
    const TempDir folder;
    const auto file = folder.Write("net.bin.gz", bytes);
    EXPECT_THAT([&] { Read(file); },
                ThrowsMessage<FormatError>(AllOf(HasSubstr(file.string()), HasSubstr(text))));
  }
};

INSTANTIATE_TEST_SUITE_P(
    ByteSource, ByteSourceTest,
    ::testing::Values(
        Way{"Streamed", [](const auto& file) { return OpenStreamed(file); }},
        Way{"StreamedByOneByte", [](const auto& file) { return OpenStreamed(file, 1); }},
        Way{"StreamedBy1000Bytes", [](const auto& file) { return OpenStreamed(file, 1000); }},
        Way{"Buffered", [](const auto& file) { return OpenBuffered(file); }},
        Way{"Prefetched", [](const auto& file) { return OpenPrefetchedAlways(file); }},
        Way{"PrefetchedWhereItHelps", [](const auto& file) { return OpenPrefetched(file); }},
        Way{"PrefetchedBy1000Bytes",
            [](const auto& file) {
              return OpenPrefetchedAlways(file, {.window_bytes = 1000, .windows = 3});
            }}),
    [](const auto& suite) { return suite.param.name; });

TEST_P(ByteSourceTest, InflatesGzipWhateverItsName) {
  const TempDir folder;
  for (const size_t count : std::initializer_list<size_t>{0, 1, 1000, 300'000}) {
    const std::string content = RandomBytes(count);
    EXPECT_EQ(Read(folder.Write("net.bin", GzipOf(content))), content) << count;
  }
}

TEST_P(ByteSourceTest, SkipsTheFileNameInAGzipHeader) {
  const TempDir folder;
  const auto file =
      folder.Write("net.bin.gz", tidemark::testing::WithFileName(GzipOf("content"), "net.bin"));
  EXPECT_EQ(Read(file), "content");
}

TEST_P(ByteSourceTest, ReadsOtherFilesAsTheyAre) {
  const TempDir folder;
  for (const size_t count : std::initializer_list<size_t>{0, 1, 2, 65'536, 300'000}) {
    std::string content = RandomBytes(count);
    if (!content.empty()) content[0] = 'b';
    EXPECT_EQ(Read(folder.Write("net.bin.gz", content)), content) << count;
  }
  EXPECT_EQ(Read(folder.Write("net.bin.gz", "\x1F")), "\x1F");
}

TEST_P(ByteSourceTest, KnowsItsOffsetAndName) {
  const TempDir folder;
  const auto file = folder.Write("net.bin.gz", GzipOf(RandomBytes(5000)));
  const auto source = GetParam().open(file);
  EXPECT_EQ(source->offset(), 0U);
  EXPECT_EQ(source->name(), file.string());
  uint64_t seen = 0;
  for (auto piece = source->Next(); !piece.empty(); piece = source->Next()) {
    seen += piece.size();
    EXPECT_EQ(source->offset(), seen);
  }
  EXPECT_EQ(seen, 5000U);
}

TEST_P(ByteSourceTest, RefusesATruncatedStreamWhereverItIsCut) {
  const std::string whole = GzipOf(RandomBytes(3000));
  const TempDir folder;
  // Below two bytes there is no telling that it was gzip.
  for (size_t length = 2; length < whole.size(); length += length < whole.size() - 20 ? 97 : 1) {
    const auto file = folder.Write("net.bin.gz", std::string_view(whole).substr(0, length));
    EXPECT_THAT([&] { Read(file); }, ThrowsMessage<FormatError>(HasSubstr("ends early"))) << length;
  }
}

TEST_P(ByteSourceTest, NamesTheOffsetWhereAStreamEnds) {
  // Level 1 stores these bytes; what is left out is the last stored byte and the trailer.
  const std::string whole = GzipOf(RandomBytes(3000));
  ExpectDamage(std::string_view(whole).substr(0, whole.size() - 9), "at byte 2999");
}

TEST_P(ByteSourceTest, ChecksTheCrc) {
  std::string bytes = GzipOf(RandomBytes(3000));
  bytes[bytes.size() - 8] ^= 1;
  ExpectDamage(bytes, "incorrect data check");
}

TEST_P(ByteSourceTest, ChecksTheLength) {
  std::string bytes = GzipOf(RandomBytes(3000));
  bytes[bytes.size() - 4] ^= 1;
  // Some libraries make no difference between the two checks.
  ExpectDamage(bytes, "incorrect ");
}

TEST_P(ByteSourceTest, ChecksTheData) {
  std::string bytes = GzipOf(std::string(10'000, 'x') + RandomBytes(3000));
  bytes[bytes.size() - 1000] ^= 1;
  ExpectDamage(bytes, "damaged gzip stream");
}

TEST_P(ByteSourceTest, RefusesBytesAfterTheMember) {
  const std::string member = GzipOf("content");
  ExpectDamage(member + "x", "bytes follow the end of the gzip stream (at byte 7)");
  ExpectDamage(member + std::string(8, '\0'), "bytes follow the end of the gzip stream");
}

TEST_P(ByteSourceTest, RefusesASecondMember) {
  ExpectDamage(GzipOf("content") + GzipOf("more"), "second gzip member");
}

// A member that ends where a read of the file ends must not hide what comes after.
TEST_P(ByteSourceTest, RefusesWhatFollowsAtAnyAlignment) {
  constexpr size_t kRead = 65'536;
  const std::string member = GzipOf(RandomBytes(60'000));
  for (const size_t size : {kRead - 1, kRead, kRead + 1}) {
    const std::string name(size - member.size() - 1, 'n');
    const std::string padded = tidemark::testing::WithFileName(member, name);
    ASSERT_EQ(padded.size(), size);
    const TempDir folder;
    EXPECT_EQ(Read(folder.Write("good.gz", padded)).size(), 60'000U);
    ExpectDamage(padded + "x", "bytes follow");
    ExpectDamage(padded + member, "second gzip member");
  }
}

TEST_P(ByteSourceTest, RefusesAFolder) {
  const TempDir folder;
  EXPECT_THAT([&] { Read(folder.path()); },
              ThrowsMessage<IoError>(
                  AllOf(HasSubstr(folder.path().string()), HasSubstr("Is a directory"))));
}

TEST_P(ByteSourceTest, RefusesAMissingFile) {
  const TempDir folder;
  EXPECT_THAT(
      [&] { Read(folder.path() / "missing.bin.gz"); },
      ThrowsMessage<IoError>(AllOf(HasSubstr("missing.bin.gz"), HasSubstr("No such file"))));
}

TEST_P(ByteSourceTest, ReadsAPipeThatDribbles) {
  const TempDir folder;
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const std::string content = RandomBytes(20'000);
  const std::string bytes = GzipOf(content);
  std::thread writer([&] {
    std::ofstream out(pipe, std::ios::binary);
    for (size_t at = 0; at < bytes.size(); at += 777) {
      out << std::string_view(bytes).substr(at, 777) << std::flush;
    }
  });
  EXPECT_EQ(Read(pipe), content);
  writer.join();
}

TEST_P(ByteSourceTest, StopsWhenInterrupted) {
  const TempDir folder;
  const auto file = folder.Write("net.bin.gz", GzipOf(RandomBytes(3000)));
  // In a process of its own: the flag stays up.
  EXPECT_EXIT(
      {
        CatchInterrupts();
        std::raise(SIGINT);
        try {
          Read(file);
        } catch (const InterruptedError&) {
          std::_Exit(42);
        }
        std::_Exit(1);
      },
      ::testing::ExitedWithCode(42), "");
}

TEST(ByteSource, MemoryIsServedAsItIs) {
  const std::string content = GzipOf("content");
  const auto source = OpenMemory(std::as_bytes(std::span(content)), "a network");
  EXPECT_EQ(source->name(), "a network");
  EXPECT_EQ(Drain(*source), content);
  EXPECT_EQ(source->offset(), content.size());
}

TEST(ByteSource, AWindowIsTheMostThatComesAtOnce) {
  const TempDir folder;
  const auto file = folder.Write("net.bin.gz", GzipOf(RandomBytes(100'000)));
  const auto source = OpenStreamed(file, 4096);
  for (auto piece = source->Next(); !piece.empty(); piece = source->Next()) {
    EXPECT_LE(piece.size(), 4096U);
  }
}

TEST(ByteSource, KnowsWhatItHolds) {
  const TempDir folder;
  const auto file = folder.Write("net.bin.gz", GzipOf(RandomBytes(100'000)));
  const auto streamed = OpenStreamed(file, 4096);
  Drain(*streamed);
  EXPECT_EQ(streamed->held_bytes(), 4096U);
  const auto buffered = OpenBuffered(file);
  EXPECT_EQ(buffered->held_bytes(), 100'000U);
  const auto prefetched = OpenPrefetchedAlways(file, {.window_bytes = 1000, .windows = 8});
  Drain(*prefetched);
  EXPECT_GE(prefetched->held_bytes(), 2000U);
  EXPECT_LE(prefetched->held_bytes(), 8000U);
}

TEST(ByteSource, ABufferThatGrowsHoldsTheOldAndTheNew) {
  const TempDir folder;
  constexpr size_t kPieces = 3;
  const auto file = folder.Write("net.bin.gz", GzipOf(RandomBytes(kPieces * kStreamWindowBytes)));
  std::vector<uint64_t> held;
  const auto source = OpenBuffered(file, [&](uint64_t bytes) { held.push_back(bytes); });
  // Nothing, one window and two windows were there when the next window had no place.
  EXPECT_THAT(held, ::testing::ElementsAre(kStreamWindowBytes, 3 * kStreamWindowBytes,
                                           5 * kStreamWindowBytes));
  EXPECT_EQ(Drain(*source).size(), kPieces * kStreamWindowBytes);
}

TEST(ByteSource, AbandonedInTheMiddleItLetsGo) {
  const TempDir folder;
  const auto file = folder.Write("net.bin.gz", GzipOf(RandomBytes(300'000)));
  const auto source = OpenPrefetchedAlways(file, {.window_bytes = 1000, .windows = 4});
  EXPECT_FALSE(source->Next().empty());
}

TEST(ByteSource, AWindowOfNothingIsRefused) {
  const TempDir folder;
  const auto file = folder.Write("net.bin.gz", "content");
  EXPECT_THROW(OpenStreamed(file, 0), UsageError);
  EXPECT_THROW(OpenPrefetched(file, {.window_bytes = 0}), UsageError);
  EXPECT_THROW(OpenPrefetched(file, {.windows = 1}), UsageError);
}

}  // namespace
}  // namespace tidemark::converter
