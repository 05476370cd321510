#include "harness/cli/tests/harness_program.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <unistd.h>
#include <utility>

#include <sys/wait.h>

#include "converter/testing/temp_dir.h"

extern char** environ;

namespace tidemark::testing {
namespace {

std::string Slurp(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

Answer Harness(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {TIDEMARK_HARNESS};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return RunProgram(std::move(words));
}

Answer RunProgram(std::vector<std::string> words) {
  const TempDir folder;
  const std::string out = (folder.path() / "out").string();
  const std::string err = (folder.path() / "err").string();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t pid = 0;
  const int failed = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) return {.code = 127, .out = {}, .err = {}};
  if (failed != 0) throw std::runtime_error("cannot start " + words[0]);
  int status = 0;
  waitpid(pid, &status, 0);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {.code = code, .out = Slurp(out), .err = Slurp(err)};
}

std::vector<std::vector<std::string>> VisibleVerbs() {
  std::vector<std::vector<std::string>> verbs = {{}};
  for (size_t next = 0; next < verbs.size(); ++next) {
    std::vector<std::string> words = verbs[next];
    words.emplace_back("--help");
    std::istringstream help(Harness(words).out);
    words.pop_back();
    bool listed = false;
    for (std::string line; std::getline(help, line);) {
      if (line.empty()) listed = false;
      // Lines that are indented further go on with a summary.
      if (listed && line.starts_with("  ") && line[2] != ' ') {
        words.push_back(line.substr(2, line.find(' ', 2) - 2));
        verbs.push_back(words);
        words.pop_back();
      }
      if (line == "Subcommands:" || line == "SUBCOMMANDS:") listed = true;
    }
  }
  return verbs;
}

std::vector<std::string> OptionsIn(const std::string& help) {
  std::vector<std::string> names;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  -")) continue;
    std::istringstream list(line.substr(2, line.find(' ', 2) - 2));
    for (std::string name; std::getline(list, name, ',');) names.push_back(name);
  }
  return names;
}

}  // namespace tidemark::testing
