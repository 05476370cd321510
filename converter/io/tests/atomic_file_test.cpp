#include "converter/io/atomic_file.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "converter/error.h"
#include "converter/io/interrupt.h"
#include "converter/io/read_file.h"
#include "converter/io/tests/gzip_bytes.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tidemark::testing::TempDir;

std::ptrdiff_t FilesIn(const std::filesystem::path& folder) {
  return std::distance(std::filesystem::directory_iterator(folder),
                       std::filesystem::directory_iterator());
}

std::string Text(const std::filesystem::path& file) { return ReadWholeFile(file, 1 << 24); }

TEST(AtomicFile, AppearsWhenItIsFinished) {
  const TempDir folder;
  const auto file = folder.path() / "out.json";
  const std::string large = tidemark::testing::RandomBytes(200'000);
  const auto sink = AtomicFile(file, Existing::kRefuse);
  sink->Write("small, ");
  sink->Write(large);
  sink->Write(", small");
  EXPECT_FALSE(std::filesystem::exists(file));
  sink->Finish();
  EXPECT_EQ(Text(file), "small, " + large + ", small");
  EXPECT_EQ(FilesIn(folder.path()), 1);
}

TEST(AtomicFile, LeavesNothingBehindWhenDropped) {
  const TempDir folder;
  AtomicFile(folder.path() / "out.json", Existing::kRefuse)->Write("half");
  EXPECT_EQ(FilesIn(folder.path()), 0);
}

TEST(AtomicFile, LeavesNothingBehindWhenInterrupted) {
  const TempDir folder;
  EXPECT_EXIT(
      {
        CatchInterrupts();
        try {
          const auto sink = AtomicFile(folder.path() / "out.json", Existing::kRefuse);
          std::raise(SIGTERM);
          sink->Write("half");
          sink->Finish();
        } catch (const InterruptedError&) {
          std::_Exit(42);
        }
        std::_Exit(1);
      },
      ::testing::ExitedWithCode(42), "");
  EXPECT_EQ(FilesIn(folder.path()), 0);
}

TEST(AtomicFile, RefusesAnExistingFileAtOnce) {
  const TempDir folder;
  const auto file = folder.Write("out.json", "old");
  EXPECT_THAT([&] { AtomicFile(file, Existing::kRefuse); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr(file.string()), HasSubstr("exists"))));
  EXPECT_EQ(Text(file), "old");
  EXPECT_EQ(FilesIn(folder.path()), 1);
}

TEST(AtomicFile, RefusesAFileThatAppearedMeanwhile) {
  const TempDir folder;
  const auto sink = AtomicFile(folder.path() / "out.json", Existing::kRefuse);
  sink->Write("new");
  const auto file = folder.Write("out.json", "old");
  EXPECT_THROW(sink->Finish(), UsageError);
  EXPECT_EQ(Text(file), "old");
}

TEST(AtomicFile, KeepsTheOldFileUntilTheNewOneIsWhole) {
  const TempDir folder;
  const auto file = folder.Write("out.json", "old");
  const auto sink = AtomicFile(file, Existing::kReplace);
  sink->Write("new");
  EXPECT_EQ(Text(file), "old");
  sink->Finish();
  EXPECT_EQ(Text(file), "new");
}

TEST(AtomicFile, NamesAFolderThatDoesNotExist) {
  const TempDir folder;
  const auto file = folder.path() / "missing" / "out.json";
  EXPECT_THAT([&] { AtomicFile(file, Existing::kRefuse); },
              ThrowsMessage<IoError>(AllOf(HasSubstr(file.string()), HasSubstr("No such file"))));
}

TEST(AtomicFile, DoesNotReplaceAFolder) {
  const TempDir folder;
  const auto target = folder.path() / "out";
  std::filesystem::create_directory(target);
  EXPECT_THROW(AtomicFile(target, Existing::kReplace), UsageError);
  EXPECT_TRUE(std::filesystem::is_directory(target));
}

TEST(AtomicFile, DoesNotReplaceWhatIsNoFile) {
  const TempDir folder;
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THROW(AtomicFile(pipe, Existing::kReplace), UsageError);
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

TEST(AtomicFile, FollowsALinkAndLeavesIt) {
  const TempDir folder;
  const auto file = folder.Write("file.json", "{}");
  const auto link = folder.path() / "link.json";
  std::filesystem::create_symlink("file.json", link);
  WriteFileAtomically(link, "[]", Existing::kReplace);
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(Text(file), "[]");
}

TEST(AtomicFile, WritesTextAtHand) {
  const TempDir folder;
  const auto file = folder.path() / "out.json";
  WriteFileAtomically(file, "{}", Existing::kRefuse);
  EXPECT_EQ(Text(file), "{}");
  EXPECT_THROW(WriteFileAtomically(file, "[]", Existing::kRefuse), UsageError);
  WriteFileAtomically(file, "[]", Existing::kReplace);
  EXPECT_EQ(Text(file), "[]");
}

TEST(TemporarySibling, IsHiddenBesideTheFileAndDifferentEachTime) {
  std::set<std::filesystem::path> names;
  for (int i = 0; i < 100; ++i) {
    const auto sibling = TemporarySibling("folder/net.mlpackage");
    EXPECT_EQ(sibling.parent_path(), "folder");
    EXPECT_TRUE(sibling.filename().string().starts_with(".net.mlpackage."));
    EXPECT_EQ(sibling.extension(), ".tmp");
    names.insert(sibling);
  }
  EXPECT_EQ(names.size(), 100U);
  EXPECT_EQ(TemporarySibling("folder/net.mlpackage/").parent_path(), "folder");
  EXPECT_EQ(TemporarySibling("net.bin").parent_path(), ".");
}

TEST(SyncDirectory, RefusesWhatIsNoFolder) {
  const TempDir folder;
  EXPECT_NO_THROW(SyncDirectory(folder.path()));
  EXPECT_THROW(SyncDirectory(folder.path() / "missing"), IoError);
}

}  // namespace
}  // namespace tidemark::converter
