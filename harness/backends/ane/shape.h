#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_SHAPE_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_SHAPE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tidemark::harness::ane {

// Limits on what a program may declare, so that a few bytes cannot ask for all memory.
inline constexpr int kMaxRank = 5;
inline constexpr int64_t kMaxElements = (int64_t{1} << 31) - 1;

// Sizes of a tensor for one batch size, slowest dimension first.
using Extents = std::vector<int64_t>;

// The size of one dimension: fixed + per_batch * N, where N >= 1 is the batch size. Never negative.
struct Dimension {
  int64_t fixed = 0;
  int64_t per_batch = 0;

  bool constant() const { return per_batch == 0; }
  int64_t At(int64_t batch) const { return fixed + per_batch * batch; }
  friend bool operator==(Dimension, Dimension) = default;
};

// "7", "N", "361N" or "4N+1".
std::string ToString(Dimension dimension);

// The shape of a value, slowest dimension first; empty for a scalar.
using Shape = std::vector<Dimension>;

// "[N, 22, 19, 19]".
std::string ToString(const Shape& shape);

// A shape that does not depend on the batch.
Shape FixedShape(std::span<const int64_t> extents);

Extents ExtentsAt(const Shape& shape, int64_t batch);

// Every function below throws FormatError when the shapes do not allow what is asked, and when a
// size passes kMaxElements.

Dimension Add(Dimension a, Dimension b);
// One of the two must be constant: sizes grow with the batch, not with its square.
Dimension Multiply(Dimension a, Dimension b);
// Exact, for every batch size.
Dimension Divide(Dimension a, Dimension b);

Dimension CountOf(std::span<const Dimension> shape);
int64_t CountOf(std::span<const int64_t> extents);
// The same, as a size in memory.
size_t ElementsOf(std::span<const int64_t> extents);

// NumPy broadcasting: aligned at the right, a dimension of 1 stretches.
Shape Broadcast(const Shape& a, const Shape& b);

// What `reshape` makes of `shape`: -1 (once) is inferred, 0 copies the dimension at its place.
Shape Reshape(const Shape& shape, std::span<const int32_t> to);

// An axis that may count from the end, as an index below `rank`.
size_t AxisOf(int64_t axis, size_t rank);
// Distinct axes, in ascending order.
std::vector<size_t> AxesOf(std::span<const int32_t> axes, size_t rank);

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_SHAPE_H_
