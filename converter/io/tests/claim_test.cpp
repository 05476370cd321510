// What killed processes leave behind, and who removes it.

#include "converter/io/claim.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/io/atomic_file.h"
#include "converter/io/temporary_directory.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tidemark::testing::TempDir;

std::set<std::string> NamesOf(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

[[noreturn]] void DieWritingTo(const fs::path& file) {
  const auto sink = AtomicFile(file, Existing::kReplace);
  sink->Write("half");
  std::raise(SIGKILL);
  std::abort();
}

[[noreturn]] void DieInATemporaryFolder() {
  const TemporaryDirectory folder;
  std::ofstream(folder.path() / "file") << "half";
  std::raise(SIGKILL);
  std::abort();
}

TEST(Claim, IsTakenOnceAndEndsWithItsOwner) {
  const TempDir folder;
  const fs::path file = folder.Write("file", "");
  Claim second;
  {
    Claim first;
    EXPECT_TRUE(first.Take(file));
    EXPECT_FALSE(second.Take(file));
    EXPECT_TRUE(second.Take(folder.path())) << "a folder is not what it holds";
  }
  EXPECT_TRUE(second.Take(file));
}

TEST(Claim, IsNotTakenOnWhatHasGone) {
  const TempDir folder;
  Claim claim;
  EXPECT_FALSE(claim.Take(folder.path() / "none"));
}

TEST(Claim, ANewFileRemovesWhatKilledWritersOfItsNameLeft) {
  const TempDir folder;
  const fs::path file = folder.path() / "out.json";
  EXPECT_EXIT(DieWritingTo(file), ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_EXIT(DieWritingTo(folder.path() / "other.json"), ::testing::KilledBySignal(SIGKILL), "");
  const std::set<std::string> left = NamesOf(folder.path());
  ASSERT_EQ(left.size(), 2U);
  const auto living = AtomicFile(file, Existing::kReplace);
  living->Write("a");
  EXPECT_EQ(NamesOf(folder.path()).size(), 2U) << "one of another name, and its own";
  WriteFileAtomically(file, "b", Existing::kReplace);
  living->Finish();
  EXPECT_EQ(NamesOf(folder.path()).size(), 2U);
  EXPECT_THAT(left, Contains(*NamesOf(folder.path()).begin()));
}

TEST(Claim, WhatOnlyLooksLikeOneStays) {
  const TempDir folder;
  const TempDir outside;
  outside.Write("precious", "");
  for (const char* name : {".out.json.tmp", ".out.json.short.tmp", ".out.json.abcdefghijkl-.tmp",
                           "out.json.abcdefghijklm.tmp", ".out.json.abcdefghijklm.old"}) {
    folder.Write(name, "");
  }
  const fs::path link = folder.path() / ".out.json.abcdefghijklm.tmp";
  fs::create_directory_symlink(outside.path(), link);
  const std::set<std::string> before = NamesOf(folder.path());
  RemoveAbandonedSiblings(folder.path() / "out.json");
  EXPECT_EQ(NamesOf(folder.path()), before);
  EXPECT_THAT(NamesOf(outside.path()), ElementsAre("precious"));
  fs::remove(link);
  folder.Write(link.filename(), "");
  RemoveAbandonedSiblings(folder.path() / "out.json");
  EXPECT_EQ(NamesOf(folder.path()).size(), before.size() - 1);
}

TEST(Claim, ATemporaryFolderRemovesThoseOfKilledProcesses) {
  const TempDir folder;
  ASSERT_EQ(setenv("TMPDIR", folder.path().c_str(), 1), 0);
  EXPECT_EXIT(DieInATemporaryFolder(), ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_EQ(NamesOf(folder.path()).size(), 1U);
  {
    const TemporaryDirectory first;
    const TemporaryDirectory second;
    EXPECT_THAT(NamesOf(folder.path()),
                ElementsAre(std::min(first.path().filename(), second.path().filename()),
                            std::max(first.path().filename(), second.path().filename())));
  }
  EXPECT_THAT(NamesOf(folder.path()), IsEmpty());
  unsetenv("TMPDIR");
}

}  // namespace
}  // namespace tidemark::converter
