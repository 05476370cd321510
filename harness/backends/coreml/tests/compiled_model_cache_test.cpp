#include "harness/backends/coreml/compiled_model_cache.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "converter/error.h"
#include "converter/testing/temp_dir.h"
#include "harness/backends/ane/tests/package_maker.h"

namespace tidemark::harness::core_ml {
namespace {

namespace fs = std::filesystem;

fs::path MakePackage(const fs::path& folder) {
  using namespace ane;  // NOLINT
  PackageMaker maker;
  maker.Input("x", mil::FLOAT32, {1, 2});
  maker.Weight("w", mil::FLOAT32, {1, 2}, {1, 2});
  maker.Op("add", {{"x", "x"}, {"y", "w"}}, "y", mil::FLOAT32, {1, 2});
  maker.Output("y", mil::FLOAT32);
  fs::create_directories(folder);
  return maker.Write(folder);
}

fs::path MakeCompiled(const fs::path& folder, std::string_view text) {
  const testing::TempDir outside;
  fs::create_directories(folder);
  fs::copy(outside.Write("model", text), folder / "model");
  return folder;
}

size_t EntriesIn(const fs::path& folder) {
  return static_cast<size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(CompiledModelCache, EntryDependsOnContentAndSystem) {
  const testing::TempDir folder;
  const auto entry = [&](const fs::path& package, std::string_view system) {
    return CompiledModelCache(folder.path(), package, system).entry();
  };
  const fs::path package = MakePackage(folder.path() / "made");
  const fs::path same = folder.path() / "same.mlpackage";
  fs::copy(package, same, fs::copy_options::recursive);
  EXPECT_EQ(entry(package, "14.1"), entry(same, "14.1"));
  EXPECT_NE(entry(package, "14.1"), entry(package, "14.2"));
  for (const char* part : {"model.mlmodel", "weights/weight.bin"}) {
    const fs::path other = folder.path() / "other.mlpackage";
    fs::remove_all(other);
    fs::copy(package, other, fs::copy_options::recursive);
    std::ofstream(other / "Data/com.apple.CoreML" / part, std::ios::app) << 'x';
    EXPECT_NE(entry(package, "14.1"), entry(other, "14.1")) << part;
  }
  EXPECT_EQ(entry(package, "14.1").extension(), ".mlmodelc");
  EXPECT_EQ(entry(package, "14.1").parent_path(), folder.path());
}

TEST(CompiledModelCache, AdoptsAndRemoves) {
  const testing::TempDir folder;
  const testing::TempDir kept;
  const CompiledModelCache cache(kept.path(), MakePackage(folder.path()), "1");
  EXPECT_FALSE(cache.Has());
  const fs::path compiled = MakeCompiled(folder.path() / "compiled", "first");
  cache.Adopt(compiled);
  EXPECT_TRUE(cache.Has());
  EXPECT_FALSE(fs::exists(compiled));
  EXPECT_TRUE(fs::exists(cache.entry() / "model"));
  EXPECT_EQ(EntriesIn(kept.path()), 1U);
  cache.Remove();
  EXPECT_FALSE(cache.Has());
}

TEST(CompiledModelCache, FasterProcessWins) {
  const testing::TempDir folder;
  const testing::TempDir kept;
  const CompiledModelCache cache(kept.path(), MakePackage(folder.path()), "1");
  cache.Adopt(MakeCompiled(folder.path() / "compiled", "first"));
  cache.Adopt(MakeCompiled(folder.path() / "compiled", "second, and longer"));
  EXPECT_EQ(fs::file_size(cache.entry() / "model"), 5U);
  EXPECT_EQ(EntriesIn(kept.path()), 1U);
  EXPECT_FALSE(fs::exists(folder.path() / "compiled"));
}

TEST(CompiledModelCache, FailureToAdoptLeavesNothing) {
  const testing::TempDir folder;
  const testing::TempDir kept;
  const CompiledModelCache cache(kept.path() / "missing", MakePackage(folder.path()), "1");
  const fs::path compiled = MakeCompiled(folder.path() / "compiled", "first");
  EXPECT_THROW(cache.Adopt(compiled), IoError);
  EXPECT_FALSE(fs::exists(compiled));
  EXPECT_FALSE(cache.Has());
}

// Linux keeps a file system of its own there, so that this crosses from one to another.
TEST(CompiledModelCache, AdoptsFromAnotherVolume) {
  if (!fs::is_directory("/dev/shm")) GTEST_SKIP() << "there is no second volume";
  const testing::TempDir folder;
  const testing::TempDir kept;
  const CompiledModelCache cache(kept.path(), MakePackage(folder.path()), "1");
  const fs::path compiled = fs::path("/dev/shm") / folder.path().filename();
  cache.Adopt(MakeCompiled(compiled, "first"));
  EXPECT_EQ(fs::file_size(cache.entry() / "model"), 5U);
  EXPECT_FALSE(fs::exists(compiled));
}

}  // namespace
}  // namespace tidemark::harness::core_ml
