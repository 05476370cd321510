#ifndef TIDEMARK_HARNESS_CLI_FOOTER_H_
#define TIDEMARK_HARNESS_CLI_FOOTER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark::harness {

// What the text below a command's `--help` says, part by part. Parts have an empty line between
// them: a part whose lines are indented below a first one that ends in a colon gives examples; one
// that begins with "Exit codes:" is a list, "0 done, 1 a check failed."; the others are prose.
struct Footer {
  struct Examples {
    // What they show, without the colon; empty for plain examples.
    std::string what;
    std::vector<std::string> lines;
  };

  std::vector<std::string> prose;
  std::vector<Examples> examples;
  std::map<int, std::string> exit_codes;
};

Footer ParseFooter(std::string_view text);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_FOOTER_H_
