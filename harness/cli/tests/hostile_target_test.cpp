// Places that a package cannot or must not be written to or read from: taken by another converter,
// read-only, behind files and links.

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "harness/cli/tests/faults.h"
#include "harness/cli/tests/harness_program.h"

namespace tidemark::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kItems[] = "/Data/com.apple.CoreML";

class HostileTarget : public FaultTest {
 protected:
  std::vector<std::string> Convert(const std::string& target, bool force = false) const {
    std::vector<std::string> words = {"convert", File("net.bin.gz"), File(target)};
    if (force) words.emplace_back("--force");
    return words;
  }

  // A new package is made, harmed, and refused by whoever reads it, with these words.
  void ExpectHarmRefused(const std::function<void(const std::string& package)>& harm,
                         const std::string& words) {
    fs::remove_all(File("out"));
    fs::create_directory(File("out"));
    ASSERT_EQ(Harness(Convert("out/net.mlpackage")).code, 0);
    harm(File("out/net.mlpackage"));
    for (const auto& command : std::vector<std::vector<std::string>>{
             {"inspect", File("out/net.mlpackage")},
             {"record", File("out/net.mlpackage"), "--backend", "ane", "--positions",
              std::string(TIDEMARK_SOURCE_DIR) + "/scenarios/positions/ladder-19x19.sgf", "--every",
              "100", "--out", File("out/cases")}}) {
      const Answer answer = Harness(command);
      EXPECT_EQ(answer.code, 2) << command.front() << answer.out;
      ExpectOneLine(answer.err, words);
      EXPECT_THAT(answer.err, HasSubstr("net.mlpackage"));
    }
    EXPECT_THAT(NamesIn("out"), ElementsAre("net.mlpackage"));
  }
};

TEST_F(HostileTarget, OfTwoConvertersAtOnceEachSucceedsOrSaysWhyNot) {
  ASSERT_EQ(Harness(Convert("out/net.mlpackage")).code, 0);
  const std::string whole = BytesOf("out/net.mlpackage");
  for (const bool force : {false, true}) {
    for (int round = 0; round < 20; ++round) {
      // The other half of the rounds that replace begin with nothing there.
      if (!force || round % 2 == 0) fs::remove_all(File("out/net.mlpackage"));
      Started first(Convert("out/net.mlpackage", force));
      Started second(Convert("out/net.mlpackage", force));
      const Answer third = Harness(Convert("out/net.mlpackage", force));
      const std::vector<int> codes = {first.Wait(), second.Wait(), third.code};
      if (force) {
        EXPECT_THAT(codes, ElementsAre(0, 0, 0)) << third.err;
      } else {
        EXPECT_EQ(std::count(codes.begin(), codes.end(), 0), 1) << third.err;
        EXPECT_EQ(std::count(codes.begin(), codes.end(), 2), 2);
        if (third.code != 0) ExpectOneLine(third.err, "already exists");
      }
      EXPECT_TRUE(BytesOf("out/net.mlpackage") == whole);
      EXPECT_THAT(NamesIn("out"), ElementsAre("net.mlpackage"));
    }
  }
}

// Root may write anywhere, but not to what is mounted read-only.
TEST_F(HostileTarget, AReadOnlyFolderIsNamed) {
  const std::string mount =
      "mount --bind -o ro \"$0\" \"$0\" 2>/dev/null && "
      "mount -o remount,bind,ro \"$0\" || exit 99; ";
  const auto in_read_only = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {
        "unshare", "-m", "sh", "-c", mount + "\"$@\"", File("out"), TIDEMARK_HARNESS};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return RunProgram(words);
  };
  if (in_read_only({"levers"}).code != 0) {
    GTEST_SKIP() << "nothing can be mounted here: that needs unshare(1), mount(8) and the right to";
  }
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           Convert("out/net.mlpackage"),
           {"synthesize", "b2c16", File("out/net.bin.gz")},
           {"run", ConversionScenario(), "--out", File("out/report.json")}}) {
    const Answer answer = in_read_only(arguments);
    EXPECT_EQ(answer.code, 2) << arguments.front();
    ExpectOneLine(answer.err, "Read-only file system");
    EXPECT_THAT(answer.err, HasSubstr(File("out")));
  }
  EXPECT_THAT(NamesIn("out"), IsEmpty());
  EXPECT_THAT(NamesIn("temporary"), IsEmpty());
}

TEST_F(HostileTarget, AFileIsNoFolder) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           Convert("net.bin.gz/net.mlpackage"),
           {"synthesize", "b2c16", File("net.bin.gz/net.bin.gz")},
           {"run", ConversionScenario(), "--out", File("net.bin.gz/report.json")}}) {
    const Answer answer = Harness(arguments);
    EXPECT_EQ(answer.code, 2) << arguments.front();
    ExpectOneLine(answer.err, "Not a directory");
    EXPECT_THAT(answer.err, HasSubstr(File("net.bin.gz")));
  }
}

TEST_F(HostileTarget, ALinkIsNeitherFollowedNorReplaced) {
  ASSERT_EQ(Harness(Convert("other.mlpackage")).code, 0);
  const std::string other = BytesOf("other.mlpackage");
  for (const char* leads_to : {"../other.mlpackage", "../none.mlpackage", "net.mlpackage"}) {
    fs::create_symlink(leads_to, File("out/net.mlpackage"));
    for (const bool force : {false, true}) {
      const Answer answer = Harness(Convert("out/net.mlpackage", force));
      EXPECT_EQ(answer.code, 2) << leads_to;
      ExpectOneLine(answer.err, force ? "not a Core ML package" : "already exists");
    }
    EXPECT_EQ(fs::read_symlink(File("out/net.mlpackage")), leads_to);
    EXPECT_TRUE(BytesOf("other.mlpackage") == other);
    EXPECT_FALSE(fs::exists(File("none.mlpackage")));
    EXPECT_THAT(NamesIn("out"), ElementsAre("net.mlpackage"));
    fs::remove(File("out/net.mlpackage"));
  }
}

TEST_F(HostileTarget, LinksOutOfAPackageAreRefused) {
  const auto move_out = [this](const std::string& package, const std::string& what) {
    fs::remove_all(File("outside"));
    fs::rename(package + "/" + what, File("outside"));
    fs::create_symlink(File("outside"), package + "/" + what);
  };
  const std::string out = "leads out of the package";
  const std::string weights = std::string(kItems).substr(1) + "/weights";
  for (const std::string& what :
       {weights + "/weight.bin", weights, std::string("Data"),
        std::string("Data/com.apple.CoreML/model.mlmodel"), std::string("Manifest.json")}) {
    ExpectHarmRefused([&](const std::string& package) { move_out(package, what); }, out);
  }
}

TEST_F(HostileTarget, LinksInARingAndWhatIsNoFileAreRefused) {
  const auto in_place_of = [](const std::string& what,
                              const std::function<void(const std::string&)>& make) {
    return [=](const std::string& package) {
      fs::remove_all(package + what);
      make(package + what);
    };
  };
  const auto ring = [](const std::string& path) {
    fs::create_symlink(fs::path(path).filename(), path);
  };
  const auto pipe = [](const std::string& path) { ASSERT_EQ(mkfifo(path.c_str(), 0600), 0); };
  for (const char* what : {"/weights", "/weights/weight.bin", "/model.mlmodel"}) {
    ExpectHarmRefused(in_place_of(std::string(kItems) + what, ring), "is missing from the package");
  }
  ExpectHarmRefused(in_place_of("/Data", ring), "is missing from the package");
  ExpectHarmRefused(in_place_of("/Manifest.json", ring), "Manifest.json");
  ExpectHarmRefused(in_place_of("/Manifest.json", pipe), "is not a file");
  ExpectHarmRefused(in_place_of(std::string(kItems) + "/weights/weight.bin", pipe),
                    "is not a file");
}

}  // namespace
}  // namespace tidemark::testing
