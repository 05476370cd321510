#ifndef TIDEMARK_HARNESS_CLI_TESTS_HARNESS_PROGRAM_H_
#define TIDEMARK_HARNESS_CLI_TESTS_HARNESS_PROGRAM_H_

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tidemark::testing {

// What a run of the harness program left behind.
struct Answer {
  int code = -1;
  std::string out;
  std::string err;

  // Standard output as JSON; a discarded value if it is none.
  nlohmann::json Json() const { return nlohmann::json::parse(out, nullptr, false); }
};

// Runs the harness program that was built with the tests, waits, and returns its answer.
Answer Harness(const std::vector<std::string>& arguments);

// The same for any program, the first of `words`, which is looked for as a shell does. Code 127
// where there is none.
Answer RunProgram(std::vector<std::string> words);

// The words that lead to each visible verb of the program, as `--help` tells: {}, {"run"}, ...
std::vector<std::vector<std::string>> VisibleVerbs();

// Names of options in the help of a verb, with their hyphens.
std::vector<std::string> OptionsIn(const std::string& help);

}  // namespace tidemark::testing

#endif  // TIDEMARK_HARNESS_CLI_TESTS_HARNESS_PROGRAM_H_
