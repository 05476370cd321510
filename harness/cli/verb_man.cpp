#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "converter/error.h"
#include "converter/io/atomic_file.h"
#include "converter/io/printable_text.h"
#include "harness/cli/command_line.h"
#include "harness/cli/man_page.h"
#include "harness/cli/page_date.h"
#include "harness/cli/value_kind.h"
#include "harness/cli/verbs.h"

namespace tidemark::harness {
namespace {

struct ManArguments {
  std::vector<std::string> command;
  std::string out;
};

std::string Page(const CommandDescription& program, const CommandDescription& command) {
  const std::string verb = command.path.size() > 1 ? command.path[1] : "";
  return ManPage(program, command,
                 {.source = "Tidemark " TIDEMARK_VERSION,
                  .date = PageDate(),
                  .environment = EnvironmentOf(verb),
                  .files = FilesOf(verb)});
}

const CommandDescription& FindCommand(const CommandDescription& program,
                                      const std::vector<std::string>& words) {
  const CommandDescription* found = &program;
  for (const std::string& word : words) {
    const CommandDescription* next = nullptr;
    std::string known;
    for (const CommandDescription& command : found->commands) {
      if (command.name() == word) next = &command;
      known += (known.empty() ? "" : ", ") + command.name();
    }
    if (next == nullptr) {
      throw UsageError(
          "unknown verb " + converter::Quoted(word) +
          (known.empty() ? "; " + found->FullName() + " has none" : "; known are " + known));
    }
    found = next;
  }
  return *found;
}

void WritePages(const CommandDescription& program, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw IoError::FromErrno("cannot make the folder", folder, error.value());
  for (const CommandDescription* command : AllCommands(program)) {
    converter::WriteFileAtomically(folder / ManPageFile(*command), Page(program, *command),
                                   converter::Existing::kReplace);
  }
}

int PrintMan(const ManArguments& arguments) {
  CommandLine all;
  const CommandDescription program = DescribeCommand(all.app());
  if (!arguments.out.empty()) {
    WritePages(program, arguments.out);
  } else {
    std::fputs(Page(program, FindCommand(program, arguments.command)).c_str(), stdout);
  }
  return kExitDone;
}

}  // namespace

Verb AddMan(CLI::App& command) {
  auto arguments = std::make_shared<ManArguments>();
  CLI::Option* const named = command.add_option(
      "verb", arguments->command, "the verb whose page to print (default: the program's own page)");
  command
      .add_option("--out", arguments->out,
                  "write the pages of the program and of all its verbs to this folder, in place of "
                  "those that are there")
      ->check(AFolder())
      ->excludes(named);
  command.footer(
      "Examples:\n"
      "  harness man run >harness-run.1\n"
      "  harness man convert | man -l -\n"
      "  harness man --out ~/.local/share/man/man1");
  return [arguments] { return PrintMan(*arguments); };
}

}  // namespace tidemark::harness
