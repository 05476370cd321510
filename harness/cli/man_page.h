#ifndef TIDEMARK_HARNESS_CLI_MAN_PAGE_H_
#define TIDEMARK_HARNESS_CLI_MAN_PAGE_H_

#include <string>
#include <vector>

#include "harness/cli/command_description.h"
#include "harness/cli/surroundings.h"

namespace tidemark::harness {

// What a manual page says that the command line does not know.
struct ManPageFacts {
  // The release that the page is of: "Tidemark 0.1.0".
  std::string source = {};
  // "2026-01-31"; without it pages of the same release are the same.
  std::string date = {};
  std::vector<Surrounding> environment = {};
  std::vector<Surrounding> files = {};
};

// The manual page of `command`, which is `program` or below it, in roff with the macros of man(7),
// for section 1. Exit codes that the command does not explain are explained as those above it do,
// but for 1: a command whose check can fail says so itself.
std::string ManPage(const CommandDescription& program, const CommandDescription& command,
                    const ManPageFacts& facts);

// The file that the page is called for: "harness-run.1".
std::string ManPageFile(const CommandDescription& command);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_MAN_PAGE_H_
