#include <cstdio>
#include <memory>
#include <string>

#include "converter/io/atomic_file.h"
#include "harness/cli/command_line.h"
#include "harness/cli/completion.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"

namespace tidemark::harness {
namespace {

struct CompletionArguments {
  std::string shell;
  std::string out;
};

struct Shell {
  const char* name;
  std::string (*script)(const CommandDescription&);
};

constexpr Shell kShells[] = {
    {"bash", BashCompletion}, {"zsh", ZshCompletion}, {"fish", FishCompletion}};

std::vector<std::string> ShellNames() {
  std::vector<std::string> names;
  for (const Shell& shell : kShells) names.emplace_back(shell.name);
  return names;
}

int PrintCompletion(const CompletionArguments& arguments) {
  CommandLine all;
  const CommandDescription program = DescribeCommand(all.app());
  for (const Shell& shell : kShells) {
    if (arguments.shell != shell.name) continue;
    const std::string script = shell.script(program);
    if (arguments.out.empty()) {
      std::fputs(script.c_str(), stdout);
    } else {
      converter::WriteFileAtomically(arguments.out, script, converter::Existing::kReplace);
    }
  }
  return kExitDone;
}

}  // namespace

Verb AddCompletion(CLI::App& command) {
  auto arguments = std::make_shared<CompletionArguments>();
  command.add_option("shell", arguments->shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember(ShellNames()));
  command
      .add_option("--out", arguments->out, "write it to this file, in place of one that is there")
      ->check(AFile());
  command.footer(
      "Completes verbs, options, and values where they are known, and names of files elsewhere.\n"
      "\n"
      "Examples:\n"
      "  eval \"$(harness completion bash)\"\n"
      "  harness completion zsh --out ~/.zfunc/_harness\n"
      "  harness completion fish --out ~/.config/fish/completions/harness.fish");
  return [arguments] { return PrintCompletion(*arguments); };
}

}  // namespace tidemark::harness
