#ifndef TIDEMARK_HARNESS_CLI_COMMAND_LINE_H_
#define TIDEMARK_HARNESS_CLI_COMMAND_LINE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "harness/cli/verbs.h"

namespace tidemark::harness {

// The program's command line: what parses it, and what `--help`, completions and manual pages tell
// of it.
class CommandLine {
 public:
  // Every verb, with its options.
  CommandLine() : CommandLine(std::string_view()) {}
  // The same, for a command line that begins with `first_word`: if that is a verb, the others go
  // without their options, which nobody will ask for. A measured process is smaller without them.
  explicit CommandLine(std::string_view first_word);
  // The verbs refer to it.
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  CLI::App& app() { return app_; }

  // Does what the verb that was parsed is for, and returns an exit code.
  int Run() const;

 private:
  CLI::App app_;
  std::vector<std::pair<const CLI::App*, Verb>> verbs_;
};

// The first word of a command line is a verb, or an option of the program: throws UsageError that
// lists the verbs if `word` is neither.
void CheckVerb(const std::string& word);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_COMMAND_LINE_H_
