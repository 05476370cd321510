#include "harness/cli/symmetry_argument.h"

#include <optional>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/cli/value_kind.h"
#include "reference/cases/position.h"
#include "reference/inputs/position_hash.h"

namespace tidemark::harness {

using reference::Symmetry;

void SymmetryArgument::AddTo(CLI::App& command) {
  command
      .add_option("--symmetry", text,
                  "0 to 7: how the model sees the board; or hash: as KataGo's backend-error "
                  "test chooses for each position (default: as recorded, else 0)")
      ->check(OneOf({"0", "1", "2", "3", "4", "5", "6", "7", "hash"}));
}

void SymmetryArgument::Check() const {
  if (!by_hash()) Fixed();
}

Symmetry SymmetryArgument::Fixed() const {
  if (text.empty()) return Symmetry();
  if (text.size() != 1 || text[0] < '0' || text[0] > '7') {
    throw UsageError(converter::Quoted(text) + " is not a symmetry; expected 0 to 7, or hash",
                     {.key = "--symmetry"});
  }
  return Symmetry(text[0] - '0');
}

Symmetry SymmetryArgument::Of(const reference::Game& game) const {
  return by_hash() ? reference::ErrorTestSymmetry(game) : Fixed();
}

CaseSymmetry SymmetryArgument::Of(const reference::CaseSet& cases) const {
  if (text.empty()) return [&cases](size_t index) { return cases.SymmetryOf(index); };
  if (!by_hash()) return [fixed = Fixed()](size_t) { return fixed; };
  return [&cases](size_t index) {
    const std::optional<reference::Position> position = cases.PositionOf(index);
    if (!position.has_value()) {
      throw UsageError("case " + std::to_string(index) +
                           " has no position, whose hash would choose its symmetry",
                       {.key = "--symmetry"});
    }
    return reference::ErrorTestSymmetry(position->game);
  };
}

}  // namespace tidemark::harness
