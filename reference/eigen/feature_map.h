#ifndef TIDEMARK_REFERENCE_EIGEN_FEATURE_MAP_H_
#define TIDEMARK_REFERENCE_EIGEN_FEATURE_MAP_H_

#include <cstddef>
#include <vector>

#include "reference/eigen/point_grid.h"

namespace tidemark::reference {

template <typename Scalar>
class FeatureMap;

// The buffers that feature maps live in, taken and given back like a stack. They are kept, so that
// a second evaluation of the same network and board allocates nothing.
template <typename Scalar>
class MapStack {
 public:
  explicit MapStack(const PointGrid& grid) : grid_(grid) {}

  // A map of `channels` channels whose values are whatever was there before.
  FeatureMap<Scalar> Take(int channels);

 private:
  friend class FeatureMap<Scalar>;

  PointGrid grid_;
  std::vector<std::vector<Scalar>> buffers_;
  size_t taken_ = 0;
};

// Channels of points, [C, grid.size] in memory. The last map taken must be the first destroyed,
// as scopes do by themselves.
template <typename Scalar>
class FeatureMap {
 public:
  FeatureMap(MapStack<Scalar>& stack, Scalar* values, int channels);
  ~FeatureMap();
  FeatureMap(const FeatureMap&) = delete;
  FeatureMap& operator=(const FeatureMap&) = delete;

  int channels() const { return channels_; }
  const PointGrid& grid() const { return stack_.grid_; }

  // A channel's grid.size values.
  Scalar* channel(int c) { return values_ + c * grid().size; }
  const Scalar* channel(int c) const { return values_ + c * grid().size; }

  Scalar& at(int c, int y, int x) { return channel(c)[grid().At(y, x)]; }
  const Scalar& at(int c, int y, int x) const { return channel(c)[grid().At(y, x)]; }

  // Sets a channel to one value, padding included.
  void Fill(int c, Scalar value);

  // Copies a channel's points to `points` [H, W].
  void CopyPoints(int c, float* points) const;

 private:
  MapStack<Scalar>& stack_;
  Scalar* values_ = nullptr;
  int channels_ = 0;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_FEATURE_MAP_H_
