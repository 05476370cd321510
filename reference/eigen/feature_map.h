#ifndef TIDEMARK_REFERENCE_EIGEN_FEATURE_MAP_H_
#define TIDEMARK_REFERENCE_EIGEN_FEATURE_MAP_H_

#include <cstddef>
#include <vector>

#include "reference/eigen/batch_shape.h"

namespace tidemark::reference {

template <typename Scalar>
class FeatureMap;

// The buffers that feature maps live in, taken and given back like a stack. They are kept, so that
// a second evaluation of the same network, batch and board allocates nothing.
template <typename Scalar>
class MapStack {
 public:
  explicit MapStack(const BatchShape& shape) : shape_(shape) {}

  // From now on for so many positions; no map is taken. Buffers stay.
  void SetBatch(int batch) { shape_.batch = batch; }

  // A map of `channels` channels whose values are whatever was there before.
  FeatureMap<Scalar> Take(int channels);

 private:
  friend class FeatureMap<Scalar>;

  BatchShape shape_;
  std::vector<std::vector<Scalar>> buffers_;
  size_t taken_ = 0;
};

// The channels of every point, [N, H, W, C] in memory: a point is a row of a matrix whose columns
// are channels. The last map taken must be the first destroyed, as scopes do by themselves.
template <typename Scalar>
class FeatureMap {
 public:
  FeatureMap(MapStack<Scalar>& stack, Scalar* values, int channels);
  ~FeatureMap();
  FeatureMap(const FeatureMap&) = delete;
  FeatureMap& operator=(const FeatureMap&) = delete;

  int channels() const { return channels_; }
  const BatchShape& shape() const { return stack_.shape_; }

  // The channels of a point, by its number; the points after it follow.
  Scalar* point(int p) { return values_ + p * ptrdiff_t{channels_}; }
  const Scalar* point(int p) const { return values_ + p * ptrdiff_t{channels_}; }

  // Copies a channel of the n-th position to `points` [H, W].
  void CopyChannel(int n, int c, float* points) const;

 private:
  MapStack<Scalar>& stack_;
  Scalar* values_ = nullptr;
  int channels_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_FEATURE_MAP_H_
