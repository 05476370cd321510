#ifndef TIDEMARK_HARNESS_CLI_SHELL_SCRIPT_H_
#define TIDEMARK_HARNESS_CLI_SHELL_SCRIPT_H_

#include <string>
#include <string_view>

namespace tidemark::harness {

// What scripts for shells are made of.

// `text` as part of a function's name: all but letters and digits become '_'.
std::string ShellIdentifier(std::string_view text);

// `text` as one word in single quotes, as bash and zsh read them.
std::string ShellQuoted(std::string_view text);

// `script` with every "{program}" replaced, and every "{function}" by "_" and its identifier.
std::string ScriptFor(const std::string& program, std::string_view script);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_SHELL_SCRIPT_H_
