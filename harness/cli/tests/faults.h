#ifndef TIDEMARK_HARNESS_CLI_TESTS_FAULTS_H_
#define TIDEMARK_HARNESS_CLI_TESTS_FAULTS_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/types.h>

#include "converter/testing/temp_dir.h"

namespace tidemark::testing {

// Variables of the environment, for as long as this lives.
class Variables {
 public:
  explicit Variables(const std::map<std::string, std::string>& values);
  ~Variables();
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

 private:
  std::vector<std::string> names_;
};

// Programs that start while this lives find a system with faults; `faults` are the variables that
// faulty_system.cpp explains.
class Faults {
 public:
  explicit Faults(std::map<std::string, std::string> faults);
  Faults(const std::string& fault, const std::string& value)
      : Faults(std::map<std::string, std::string>{{fault, value}}) {}

  // False where no such system can be put under a program.
  static bool Possible();

 private:
  Variables variables_;
};

// A folder with a small network to convert, a place for temporary files, a cache, and a scenario of
// one cell that only converts, or evaluates two positions.
class FaultTest : public ::testing::Test {
 protected:
  void SetUp() override;

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string ConversionScenario(int repeats = 1) const;
  std::string EngineScenario(int repeats = 1, const std::string& timeout = "60s") const;

  // Names in a folder of this one, sorted.
  std::vector<std::string> NamesIn(const std::string& folder) const;
  // What tells one package or file from another: every byte under this name.
  std::string BytesOf(const std::string& name) const;

  // One line, that begins with the program's name and has `part` in it.
  static void ExpectOneLine(const std::string& err, const std::string& part);

 private:
  std::string Scenario(const std::string& name, const std::string& keys) const;

  TempDir folder_;
  Variables variables_ = Variables({{"TMPDIR", (folder_.path() / "temporary").string()},
                                    {"TIDEMARK_CACHE", (folder_.path() / "cache").string()}});
};

// A program of the harness that goes on by itself.
class Started {
 public:
  // Its output goes nowhere.
  explicit Started(const std::vector<std::string>& arguments);
  ~Started();
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;

  pid_t pid() const { return pid_; }
  // Waits for its end: its exit code, or 128 and the signal.
  int Wait();

 private:
  pid_t pid_ = -1;
};

}  // namespace tidemark::testing

// Skips a test where no faulty system can be put under a program.
#define TIDEMARK_FAULTS_OR_SKIP()                                                \
  if (!::tidemark::testing::Faults::Possible()) {                                \
    GTEST_SKIP() << "no faulty system can be put under a program here: that is " \
                    "for Linux, without sanitizers";                             \
  }                                                                              \
  static_assert(true)

#endif  // TIDEMARK_HARNESS_CLI_TESTS_FAULTS_H_
