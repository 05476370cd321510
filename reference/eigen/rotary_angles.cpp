#include "reference/eigen/rotary_angles.h"

#include <cmath>
#include <span>

#include "reference/eigen/weights.h"

namespace tidemark::reference {

template <typename Scalar>
RotaryAngles<Scalar>::RotaryAngles(const converter::AttentionBlock& block,
                                   const converter::TensorStore& weights)
    : pairs_(block.q_width / 2) {
  const converter::Rope& rope = *block.rope;
  std::span<const float> learned;
  if (rope.learned()) {
    const size_t pairs = static_cast<size_t>(block.kv_heads) * static_cast<size_t>(pairs_);
    learned = WeightsOf(weights, rope.frequencies, 2 * pairs, rope.name);
  }
  frequencies_ = RotaryFrequencies(block, learned);
}

template <typename Scalar>
void RotaryAngles<Scalar>::Turn(int kv_head, int first, FeatureMap<Scalar>& map) const {
  const PointGrid& grid = map.grid();
  for (int pair = 0; pair < pairs_; ++pair) {
    const RotaryFrequency& frequency = frequencies_[static_cast<size_t>(kv_head * pairs_ + pair)];
    for (int y = 0; y < grid.height; ++y) {
      for (int x = 0; x < grid.width; ++x) {
        const double angle = x * frequency.x + y * frequency.y;
        const auto cosine = static_cast<Scalar>(std::cos(angle));
        const auto sine = static_cast<Scalar>(std::sin(angle));
        Scalar& a = map.at(first + 2 * pair, y, x);
        Scalar& b = map.at(first + 2 * pair + 1, y, x);
        const Scalar turned = a * cosine - b * sine;
        b = a * sine + b * cosine;
        a = turned;
      }
    }
  }
}

template class RotaryAngles<float>;
template class RotaryAngles<double>;

}  // namespace tidemark::reference
