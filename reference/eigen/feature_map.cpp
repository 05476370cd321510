#include "reference/eigen/feature_map.h"

#include <algorithm>

namespace tidemark::reference {

template <typename Scalar>
FeatureMap<Scalar> MapStack<Scalar>::Take(int channels) {
  if (taken_ == buffers_.size()) buffers_.emplace_back();
  std::vector<Scalar>& buffer = buffers_[taken_];
  const size_t size = static_cast<size_t>(channels) * static_cast<size_t>(grid_.size);
  if (buffer.size() < size) {
    // The old values are not wanted, so they are not carried over.
    buffer = {};
    buffer.resize(size);
  }
  ++taken_;
  return {*this, buffer.data(), channels};
}

template <typename Scalar>
FeatureMap<Scalar>::FeatureMap(MapStack<Scalar>& stack, Scalar* values, int channels)
    : stack_(stack), values_(values), channels_(channels) {}

template <typename Scalar>
FeatureMap<Scalar>::~FeatureMap() {
  --stack_.taken_;
}

template <typename Scalar>
void FeatureMap<Scalar>::Fill(int c, Scalar value) {
  std::fill_n(channel(c), grid().size, value);
}

template <typename Scalar>
void FeatureMap<Scalar>::CopyPoints(int c, float* points) const {
  for (int y = 0; y < grid().height; ++y) {
    const Scalar* row = channel(c) + grid().At(y, 0);
    points = std::transform(row, row + grid().width, points,
                            [](Scalar value) { return static_cast<float>(value); });
  }
}

template class MapStack<float>;
template class MapStack<double>;
template class FeatureMap<float>;
template class FeatureMap<double>;

}  // namespace tidemark::reference
