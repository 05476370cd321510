#ifndef TIDEMARK_HARNESS_CLI_SURROUNDINGS_H_
#define TIDEMARK_HARNESS_CLI_SURROUNDINGS_H_

#include <string_view>
#include <vector>

namespace tidemark::harness {

// Something outside the command line that a verb heeds or makes: an environment variable, a file.
struct Surrounding {
  // As it is written: "NO_COLOR", "results/<scenario>-<time>.json".
  std::string_view name;
  std::string_view text;
};

// Those of a verb; of all verbs, each once, if `verb` is empty. In the order of manual pages.
std::vector<Surrounding> EnvironmentOf(std::string_view verb);
std::vector<Surrounding> FilesOf(std::string_view verb);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_SURROUNDINGS_H_
