#ifndef TIDEMARK_HARNESS_CLI_ARCHITECTURE_TREE_H_
#define TIDEMARK_HARNESS_CLI_ARCHITECTURE_TREE_H_

#include <string>
#include <vector>

#include "converter/network/network.h"

namespace tidemark::harness {

// A network's structure, one indented line per layer group; runs of equal blocks share a line.
std::vector<std::string> ArchitectureTree(const converter::Network& network);

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_ARCHITECTURE_TREE_H_
