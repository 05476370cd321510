#include "reference/eigen/feature_map.h"

namespace tidemark::reference {

template <typename Scalar>
FeatureMap<Scalar> MapStack<Scalar>::Take(int channels) {
  if (taken_ == buffers_.size()) buffers_.emplace_back();
  std::vector<Scalar>& buffer = buffers_[taken_];
  const size_t size = static_cast<size_t>(channels) * static_cast<size_t>(shape_.points());
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
void FeatureMap<Scalar>::CopyChannel(int n, int c, float* points) const {
  const int area = shape().area();
  for (int p = 0; p < area; ++p) points[p] = static_cast<float>(point(n * area + p)[c]);
}

template class MapStack<float>;
template class MapStack<double>;
template class FeatureMap<float>;
template class FeatureMap<double>;

}  // namespace tidemark::reference
