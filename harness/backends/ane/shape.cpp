#include "harness/backends/ane/shape.h"

#include <algorithm>
#include <optional>

#include "converter/error.h"

namespace tidemark::harness::ane {
namespace {

// Products of two admissible sizes fit 64 bits, so checking each step is enough.
int64_t Checked(int64_t size) {
  if (size < 0 || size > kMaxElements) {
    throw FormatError("a size of " + std::to_string(size) + " is out of range; the limit is " +
                      std::to_string(kMaxElements) + " elements");
  }
  return size;
}

Dimension Checked(Dimension dimension) {
  Checked(dimension.per_batch);
  Checked(dimension.At(1));
  return dimension;
}

}  // namespace

std::string ToString(Dimension dimension) {
  if (dimension.constant()) return std::to_string(dimension.fixed);
  std::string text =
      dimension.per_batch == 1 ? std::string("N") : std::to_string(dimension.per_batch) + "N";
  if (dimension.fixed > 0) text += "+" + std::to_string(dimension.fixed);
  if (dimension.fixed < 0) text += std::to_string(dimension.fixed);
  return text;
}

std::string ToString(const Shape& shape) {
  std::string text = "[";
  for (const Dimension dimension : shape) {
    if (text.size() > 1) text += ", ";
    text += ToString(dimension);
  }
  text += "]";
  return text;
}

Shape FixedShape(std::span<const int64_t> extents) {
  Shape shape;
  for (const int64_t extent : extents) shape.push_back({.fixed = extent});
  return shape;
}

Extents ExtentsAt(const Shape& shape, int64_t batch) {
  Extents extents;
  extents.reserve(shape.size());
  for (const Dimension dimension : shape) extents.push_back(dimension.At(batch));
  return extents;
}

Dimension Add(Dimension a, Dimension b) {
  return Checked(Dimension{.fixed = a.fixed + b.fixed, .per_batch = a.per_batch + b.per_batch});
}

Dimension Multiply(Dimension a, Dimension b) {
  if (!a.constant() && !b.constant()) {
    throw FormatError("the size " + ToString(a) + " * " + ToString(b) +
                      " grows with the square of the batch; one of the two must not depend on it");
  }
  if (b.constant()) std::swap(a, b);
  return Checked(Dimension{.fixed = a.fixed * b.fixed, .per_batch = a.fixed * b.per_batch});
}

Dimension Divide(Dimension a, Dimension b) {
  // A quotient for every N: both parts divide by a number, or both are the same multiple of N.
  if (b.constant()) {
    if (b.fixed > 0 && a.fixed % b.fixed == 0 && a.per_batch % b.fixed == 0) {
      return {.fixed = a.fixed / b.fixed, .per_batch = a.per_batch / b.fixed};
    }
  } else if (a.per_batch % b.per_batch == 0) {
    const int64_t quotient = a.per_batch / b.per_batch;
    if (b.fixed * quotient == a.fixed) return {.fixed = quotient};
  }
  throw FormatError(ToString(a) + " elements do not divide into groups of " + ToString(b));
}

Dimension CountOf(std::span<const Dimension> shape) {
  Dimension count{.fixed = 1};
  for (const Dimension dimension : shape) count = Multiply(count, dimension);
  return count;
}

int64_t CountOf(std::span<const int64_t> extents) {
  int64_t count = 1;
  for (const int64_t extent : extents) count = Checked(count * Checked(extent));
  return count;
}

size_t ElementsOf(std::span<const int64_t> extents) {
  return static_cast<size_t>(CountOf(extents));
}

Shape Broadcast(const Shape& a, const Shape& b) {
  const size_t rank = std::max(a.size(), b.size());
  Shape result(rank);
  const Dimension one{.fixed = 1};
  for (size_t i = 0; i < rank; ++i) {
    const Dimension x = i + a.size() < rank ? one : a[i + a.size() - rank];
    const Dimension y = i + b.size() < rank ? one : b[i + b.size() - rank];
    if (x != y && x != one && y != one) {
      throw FormatError("shapes " + ToString(a) + " and " + ToString(b) + " do not broadcast");
    }
    result[i] = x == one ? y : x;
  }
  return result;
}

Shape Reshape(const Shape& shape, std::span<const int32_t> to) {
  const Dimension count = CountOf(shape);
  Shape result;
  Dimension known{.fixed = 1};
  std::optional<size_t> inferred;
  for (size_t i = 0; i < to.size(); ++i) {
    Dimension dimension{.fixed = to[i]};
    if (to[i] == -1) {
      if (inferred.has_value()) throw FormatError("a reshape may infer only one dimension");
      inferred = i;
      dimension.fixed = 1;
    } else if (to[i] == 0) {
      if (i >= shape.size()) {
        throw FormatError("a reshape copies dimension " + std::to_string(i) + " of " +
                          ToString(shape) + ", which has no such dimension");
      }
      dimension = shape[i];
    } else if (to[i] < 0) {
      throw FormatError("a reshape to a dimension of " + std::to_string(to[i]));
    }
    known = Multiply(known, dimension);
    result.push_back(dimension);
  }
  if (inferred.has_value()) {
    result[*inferred] = Divide(count, known);
  } else if (known != count) {
    throw FormatError("a reshape of " + ToString(shape) + " to " + ToString(result) +
                      " changes the number of elements");
  }
  return result;
}

size_t AxisOf(int64_t axis, size_t rank) {
  const auto signed_rank = static_cast<int64_t>(rank);
  if (axis < -signed_rank || axis >= signed_rank) {
    throw FormatError("axis " + std::to_string(axis) + " is out of range for rank " +
                      std::to_string(rank));
  }
  return static_cast<size_t>(axis < 0 ? axis + signed_rank : axis);
}

std::vector<size_t> AxesOf(std::span<const int32_t> axes, size_t rank) {
  std::vector<size_t> result;
  for (const int32_t axis : axes) result.push_back(AxisOf(axis, rank));
  std::sort(result.begin(), result.end());
  if (std::adjacent_find(result.begin(), result.end()) != result.end()) {
    throw FormatError("an axis is named twice");
  }
  return result;
}

}  // namespace tidemark::harness::ane
