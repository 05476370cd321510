#ifndef TIDEMARK_HARNESS_CLI_COMPLETION_H_
#define TIDEMARK_HARNESS_CLI_COMPLETION_H_

#include <string>

#include "harness/cli/command_description.h"

namespace tidemark::harness {

// Scripts that complete the words of `program` in a shell: its commands and options, values where
// the words are known, and names of files and folders where those are wanted.

// For bash 3.2 and later. Options that were given are not offered again, nor those they exclude.
std::string BashCompletion(const CommandDescription& program);
// A completion function for the folder of such functions, or to be sourced after compinit.
std::string ZshCompletion(const CommandDescription& program);
// For fish 3.1 and later.
std::string FishCompletion(const CommandDescription& program);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_COMPLETION_H_
