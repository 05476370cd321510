#ifndef TIDEMARK_REFERENCE_INPUTS_SYMMETRY_H_
#define TIDEMARK_REFERENCE_INPUTS_SYMMETRY_H_

#include <span>

#include "reference/inputs/network_inputs.h"

namespace tidemark::reference {

// One of the eight ways to lay a square onto itself, numbered as in KataGo: bit 0 flips rows (y),
// bit 1 flips columns (x), bit 2 then transposes. The flips are of the whole buffer, so a smaller
// board moves to another corner; over a buffer that is not square the transposition is left out.
class Symmetry {
 public:
  // The identity.
  Symmetry() = default;
  // Throws UsageError unless `number` is from 0 to 7.
  explicit Symmetry(int number);

  int number() const { return number_; }
  // What this one does over a buffer: over one that is not square, its flips alone.
  Symmetry Over(BoardSize buffer) const;
  // Over square buffers; take Over() first for others.
  Symmetry Inverse() const;

  // Lays out planes [C, H, W] anew: what is at (x, y) goes where this symmetry moves it. Both spans
  // have the same size, and do not overlap.
  void Apply(std::span<const float> planes, BoardSize buffer, std::span<float> moved) const;

  friend bool operator==(Symmetry, Symmetry) = default;

 private:
  int number_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_INPUTS_SYMMETRY_H_
