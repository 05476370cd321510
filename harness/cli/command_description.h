#ifndef TIDEMARK_HARNESS_CLI_COMMAND_DESCRIPTION_H_
#define TIDEMARK_HARNESS_CLI_COMMAND_DESCRIPTION_H_

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "harness/cli/value_kind.h"

namespace tidemark::harness {

// An option as the command line takes it, or a positional.
struct OptionDescription {
  // "--positions", then "-p": what it is called first. A positional has its name alone.
  std::vector<std::string> names;
  std::string text;
  bool required = false;
  // Does a value follow? Always for a positional.
  bool takes_value = false;
  // May it stand there several times, or with several values?
  bool repeated = false;
  ValueKind value;
  // First names of the options that it needs, or that cannot stand beside it, in order of name.
  std::vector<std::string> needs;
  std::vector<std::string> excludes;

  const std::string& name() const { return names.front(); }
};

// A command: the program, a verb, or what is nested in a verb.
struct CommandDescription {
  // "harness", "baseline", "update": what is typed up to here.
  std::vector<std::string> path;
  std::string summary;
  std::string footer;
  std::vector<OptionDescription> options;
  std::vector<OptionDescription> positionals;
  std::vector<CommandDescription> commands;

  const std::string& name() const { return path.back(); }
  // The path in one text: "harness baseline update", or "harness-baseline-update".
  std::string FullName(char separator = ' ') const;
};

// What an App tells about itself: all but the options and commands that are hidden (whose group is
// empty), those of its option groups included.
CommandDescription DescribeCommand(CLI::App& app);

// The command and everything below it, from the top down. They refer to `command`.
std::vector<const CommandDescription*> AllCommands(const CommandDescription& command);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_COMMAND_DESCRIPTION_H_
