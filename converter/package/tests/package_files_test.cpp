#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/io/read_file.h"
#include "converter/package/hashed_file.h"
#include "converter/package/package_reader.h"
#include "converter/package/package_writer.h"
#include "converter/package/publish_directory.h"
#include "converter/testing/temp_dir.h"

namespace tidemark::converter {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;
using tidemark::testing::TempDir;

std::set<std::string> NamesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

std::string Text(const fs::path& file) { return ReadWholeFile(file, 1 << 20); }

ContentDigest WriteHashed(const fs::path& file, std::string_view text) {
  HashedFile out(file);
  out.Write(text);
  out.Finish();
  return out.digest();
}

// A package whose model is the text given.
void WritePackage(const fs::path& package, std::string_view model,
                  Existing existing = Existing::kRefuse) {
  PackageWriter writer(package, existing);
  const ContentDigest weights = WriteHashed(writer.weight_file(), "weights");
  writer.Publish(WriteHashed(writer.model_file(), model), weights);
}

void ExpectUsageError(const std::function<void()>& action, const std::string& what) {
  EXPECT_THAT(action,
              ThrowsMessage<UsageError>(AllOf(HasSubstr("net.mlpackage"), HasSubstr(what))));
}

TEST(PackageWriter, PublishesAWholePackage) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  WritePackage(package, "model");
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("net.mlpackage"));
  EXPECT_THAT(NamesIn(package), ElementsAre("Data", "Manifest.json"));
  EXPECT_EQ(Text(package / "Data/com.apple.CoreML/model.mlmodel"), "model");
  EXPECT_EQ(Text(package / "Data/com.apple.CoreML/weights/weight.bin"), "weights");
}

TEST(PackageWriter, TakesARelativeNameAndATrailingSlash) {
  const TempDir folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  WritePackage("net.mlpackage/", "model");
  fs::current_path(before);
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("net.mlpackage"));
}

TEST(PackageWriter, LeavesNothingBehindUnlessPublished) {
  const TempDir folder;
  {
    PackageWriter writer(folder.path() / "net.mlpackage", Existing::kRefuse);
    WriteHashed(writer.model_file(), "model");
    EXPECT_EQ(NamesIn(folder.path()).size(), 1U);
    EXPECT_FALSE(fs::exists(folder.path() / "net.mlpackage"));
  }
  EXPECT_THAT(NamesIn(folder.path()), IsEmpty());
}

TEST(PackageWriter, WantsTheExtension) {
  const TempDir folder;
  EXPECT_THAT([&] { PackageWriter(folder.path() / "net.mlmodel", Existing::kRefuse); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("net.mlmodel"), HasSubstr(".mlpackage"))));
}

TEST(PackageWriter, AFolderThatCannotBeWrittenIsAnError) {
  const TempDir folder;
  EXPECT_THAT([&] { PackageWriter(folder.path() / "missing/net.mlpackage", Existing::kRefuse); },
              ThrowsMessage<IoError>(AllOf(HasSubstr("net.mlpackage"), HasSubstr("No such"))));
  folder.Write("file", "");
  EXPECT_THAT([&] { PackageWriter(folder.path() / "file/net.mlpackage", Existing::kRefuse); },
              ThrowsMessage<IoError>(AllOf(HasSubstr("net.mlpackage"), HasSubstr("Not a dir"))));
}

TEST(PackageWriter, RefusesToReplaceUnasked) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  WritePackage(package, "old");
  ExpectUsageError([&] { PackageWriter(package, Existing::kRefuse); }, "already exists");
  EXPECT_EQ(Text(package / "Data/com.apple.CoreML/model.mlmodel"), "old");
}

TEST(PackageWriter, RefusesAPackageThatAppearedMeanwhile) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  PackageWriter writer(package, Existing::kRefuse);
  WritePackage(package, "first");
  ExpectUsageError([&] { writer.Publish({}, {}); }, "already exists");
  EXPECT_EQ(Text(package / "Data/com.apple.CoreML/model.mlmodel"), "first");
}

TEST(PackageWriter, ReplacesAPackageWhenAsked) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  WritePackage(package, "old");
  WritePackage(package, "new", Existing::kReplace);
  EXPECT_EQ(Text(package / "Data/com.apple.CoreML/model.mlmodel"), "new");
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("net.mlpackage"));
}

TEST(PackageWriter, KeepsTheOldPackageUntilTheNewOneIsWhole) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  WritePackage(package, "old");
  {
    PackageWriter writer(package, Existing::kReplace);
    WriteHashed(writer.model_file(), "half of a");
  }
  EXPECT_EQ(Text(package / "Data/com.apple.CoreML/model.mlmodel"), "old");
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("net.mlpackage"));
}

TEST(PackageWriter, NeverReplacesWhatIsNotAPackage) {
  const TempDir folder;
  const fs::path target = folder.path() / "net.mlpackage";
  const auto expect_refused = [&] {
    ExpectUsageError([&] { PackageWriter(target, Existing::kReplace); }, "not a Core ML package");
  };
  folder.Write("net.mlpackage", "a file");
  expect_refused();
  fs::remove(target);

  fs::create_directory(target);
  folder.Write("net.mlpackage/photo.jpg", "precious");
  expect_refused();
  fs::remove_all(target);

  WritePackage(folder.path() / "other.mlpackage", "model");
  fs::create_directory_symlink(folder.path() / "other.mlpackage", target);
  expect_refused();
}

TEST(PublishDirectory, MovesAndReplaces) {
  const TempDir folder;
  fs::create_directory(folder.path() / "a");
  folder.Write("a/file", "a");
  fs::create_directory(folder.path() / "b");
  folder.Write("b/file", "b");
  EXPECT_FALSE(PublishInstead(folder.path() / "a", folder.path() / "target"));
  EXPECT_TRUE(PublishNew(folder.path() / "a", folder.path() / "target"));
  EXPECT_FALSE(PublishNew(folder.path() / "b", folder.path() / "target"));
  EXPECT_EQ(Text(folder.path() / "target/file"), "a");
  EXPECT_TRUE(PublishInstead(folder.path() / "b", folder.path() / "target"));
  EXPECT_EQ(Text(folder.path() / "target/file"), "b");
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("target"));
}

// What systems without an exchange of names do.
TEST(PublishDirectory, ReplacesByTwoRenamesOrPutsTheOldOneBack) {
  const TempDir folder;
  fs::create_directory(folder.path() / "new");
  folder.Write("new/file", "new");
  fs::create_directory(folder.path() / "target");
  folder.Write("target/file", "old");
  EXPECT_THROW(PublishByTwoRenames(folder.path() / "none", folder.path() / "target"), IoError);
  EXPECT_EQ(Text(folder.path() / "target/file"), "old");
  EXPECT_TRUE(PublishByTwoRenames(folder.path() / "new", folder.path() / "target"));
  EXPECT_EQ(Text(folder.path() / "target/file"), "new");
  EXPECT_THAT(NamesIn(folder.path()), ElementsAre("target"));
}

TEST(PublishDirectory, DoesNotMergeIntoAnEmptyDirectory) {
  const TempDir folder;
  fs::create_directory(folder.path() / "a");
  fs::create_directory(folder.path() / "target");
  EXPECT_FALSE(PublishNew(folder.path() / "a", folder.path() / "target"));
}

TEST(PackageReader, FindsTheModelAndItsWeights) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  WritePackage(package, "model");
  const PackageReader reader(package);
  EXPECT_EQ(reader.ReadModel(), "model");
  EXPECT_EQ(Text(reader.WeightFile("@model_path/weights/weight.bin")), "weights");
}

TEST(PackageReader, RefusesWeightsOutsideThePackage) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  WritePackage(package, "model");
  folder.Write("secret", "secret");
  const fs::path items = package / "Data/com.apple.CoreML";
  fs::create_symlink(folder.path() / "secret", items / "link");
  fs::create_directory_symlink(folder.path(), items / "up");
  fs::create_symlink("weights/weight.bin", items / "inside");
  const PackageReader reader(package);
  const auto expect_refused = [&](const std::string& reference, const std::string& what) {
    EXPECT_THAT([&] { reader.WeightFile(reference); },
                ThrowsMessage<FormatError>(AllOf(HasSubstr("net.mlpackage"), HasSubstr(what))))
        << reference;
  };
  expect_refused("weights/weight.bin", "@model_path/");
  expect_refused("/etc/passwd", "@model_path/");
  expect_refused("@model_path/", "leads out");
  expect_refused("@model_path//etc/passwd", "leads out");
  expect_refused("@model_path/../../../secret", "leads out");
  expect_refused("@model_path/link", "leads out");
  expect_refused("@model_path/up/secret", "leads out");
  expect_refused("@model_path/none.bin", "missing");
  expect_refused("@model_path/weights", "not a file");
  EXPECT_EQ(Text(reader.WeightFile("@model_path/inside")), "weights");
}

TEST(PackageReader, RefusesAModelOutsideThePackage) {
  const TempDir folder;
  const fs::path package = folder.path() / "net.mlpackage";
  WritePackage(package, "model");
  folder.Write("model.mlmodel", "another");
  fs::remove(package / "Data/com.apple.CoreML/model.mlmodel");
  EXPECT_THAT([&] { PackageReader reader(package); },
              ThrowsMessage<FormatError>(HasSubstr("missing")));
  fs::create_symlink(folder.path() / "model.mlmodel",
                     package / "Data/com.apple.CoreML/model.mlmodel");
  EXPECT_THAT([&] { PackageReader reader(package); },
              ThrowsMessage<FormatError>(HasSubstr("leads out")));
}

TEST(PackageReader, SaysWhatIsMissing) {
  const TempDir folder;
  EXPECT_THAT([&] { PackageReader reader(folder.path() / "none.mlpackage"); },
              ThrowsMessage<IoError>(HasSubstr("none.mlpackage")));
  EXPECT_THAT([&] { PackageReader reader(folder.Write("file.mlpackage", "")); },
              ThrowsMessage<FormatError>(HasSubstr("directory")));
  fs::create_directory(folder.path() / "empty.mlpackage");
  EXPECT_THAT([&] { PackageReader reader(folder.path() / "empty.mlpackage"); },
              ThrowsMessage<IoError>(HasSubstr("Manifest.json")));
}

TEST(PackageReader, BoundsTheManifest) {
  const TempDir folder;
  fs::create_directory(folder.path() / "net.mlpackage");
  folder.Write("net.mlpackage/Manifest.json", std::string(kLargestManifestBytes + 1, ' '));
  EXPECT_THROW(PackageReader(folder.path() / "net.mlpackage"), FormatError);
}

}  // namespace
}  // namespace tidemark::converter
