#include "harness/cli/tests/faults.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <stdexcept>
#include <stdlib.h>
#include <unistd.h>
#include <utility>

#include <gmock/gmock.h>
#include <sys/wait.h>

#include "converter/testing/files_below.h"
#include "harness/cli/tests/harness_program.h"

extern char** environ;

namespace tidemark::testing {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> WithFaultySystem(std::map<std::string, std::string> faults) {
#if defined(TIDEMARK_FAULTY_SYSTEM)
  faults["LD_PRELOAD"] = TIDEMARK_FAULTY_SYSTEM;
#endif
  return faults;
}

}  // namespace

Variables::Variables(const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    setenv(name.c_str(), value.c_str(), 1);
    names_.push_back(name);
  }
}

Variables::~Variables() {
  for (const std::string& name : names_) unsetenv(name.c_str());
}

Faults::Faults(std::map<std::string, std::string> faults)
    : variables_(WithFaultySystem(std::move(faults))) {}

bool Faults::Possible() {
#if defined(TIDEMARK_FAULTY_SYSTEM)
  return true;
#else
  return false;
#endif
}

void FaultTest::SetUp() {
  fs::create_directory(File("temporary"));
  fs::create_directory(File("out"));
  ASSERT_EQ(Harness({"synthesize", "b2c16", File("net.bin.gz")}).code, 0);
}

std::string FaultTest::ConversionScenario(int repeats) const {
  return Scenario("conversion", R"("lifecycle": "conversion", "lever_sets": {"all": "all"},
      "settle": {"min": "0.01s", "max": "0.05s"}, "timeout": "60s", "repeats": )" +
                                    std::to_string(repeats));
}

std::string FaultTest::EngineScenario(int repeats, const std::string& timeout) const {
  return Scenario("engine", R"("lever_sets": {"all": "all"}, "positions": {"random": 2},
      "settle": {"min": "0.01s", "max": "0.05s"}, "timeout": ")" +
                                timeout + R"(", "repeats": )" + std::to_string(repeats));
}

std::string FaultTest::Scenario(const std::string& name, const std::string& keys) const {
  return folder_
      .Write(name + ".json", R"({"schema_version": 1, "name": ")" + name +
                                 R"(", "model": {"path": "net.bin.gz"}, "board": "9x9", )" + keys +
                                 "}")
      .string();
}

std::vector<std::string> FaultTest::NamesIn(const std::string& folder) const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(File(folder))) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string FaultTest::BytesOf(const std::string& name) const {
  const fs::path path = File(name);
  if (!fs::is_directory(path)) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  std::string all;
  for (const auto& [file, bytes] : FilesBelow(path)) {
    all += file + " " + std::to_string(bytes.size()) + "\n" + bytes;
  }
  return all;
}

void FaultTest::ExpectOneLine(const std::string& err, const std::string& part) {
  EXPECT_THAT(err, ::testing::StartsWith("harness: "));
  EXPECT_THAT(err, ::testing::HasSubstr(part));
  EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << err;
}

Started::Started(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {TIDEMARK_HARNESS};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
  }
  const int failed = posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start the harness");
}

Started::~Started() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  Wait();
}

int Started::Wait() {
  int status = 0;
  waitpid(std::exchange(pid_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace tidemark::testing
