#ifndef TIDEMARK_HARNESS_CLI_TESTS_SMALL_PROGRAM_H_
#define TIDEMARK_HARNESS_CLI_TESTS_SMALL_PROGRAM_H_

#include "harness/cli/command_description.h"

namespace tidemark::testing {

// A program that nobody could run, with one of everything that descriptions tell apart: the verb
// `draw` with options and positionals of all kinds, `store` with the nested command `add`, and
// the hidden verb `secret`.
harness::CommandDescription SmallProgram();

}  // namespace tidemark::testing

#endif  // TIDEMARK_HARNESS_CLI_TESTS_SMALL_PROGRAM_H_
