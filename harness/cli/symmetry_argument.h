#ifndef TIDEMARK_HARNESS_CLI_SYMMETRY_ARGUMENT_H_
#define TIDEMARK_HARNESS_CLI_SYMMETRY_ARGUMENT_H_

#include <string>

#include <CLI/CLI.hpp>

#include "harness/backends/case_runner.h"
#include "reference/cases/case_set.h"
#include "reference/go/game.h"
#include "reference/inputs/symmetry.h"

namespace tidemark::harness {

// The option --symmetry: one for all positions, or for each the one that KataGo's backend-error
// test chooses by a hash of the position. Without it recorded cases keep the one they were recorded
// under, and everything else is evaluated as it stands.
struct SymmetryArgument {
  std::string text;

  void AddTo(CLI::App& command);
  // Throws UsageError that names the option.
  void Check() const;
  bool by_hash() const { return text == "hash"; }
  reference::Symmetry Of(const reference::Game& game) const;
  // For cases; a hash needs the positions of all of them. Refers to `cases`.
  CaseSymmetry Of(const reference::CaseSet& cases) const;

 private:
  reference::Symmetry Fixed() const;
};

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_CLI_SYMMETRY_ARGUMENT_H_
