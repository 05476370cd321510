#include "reference/eigen/rotary_angles.h"

#include <complex>
#include <span>
#include <vector>

#include "reference/eigen/weights.h"

namespace tidemark::reference {

template <typename Scalar>
RotaryAngles<Scalar>::RotaryAngles(const converter::AttentionBlock& block,
                                   const converter::TensorStore& weights)
    : kv_heads_(block.kv_heads), pairs_(block.q_width / 2) {
  const converter::Rope& rope = *block.rope;
  std::span<const float> learned;
  if (rope.learned()) {
    const size_t pairs = static_cast<size_t>(block.kv_heads) * static_cast<size_t>(pairs_);
    learned = WeightsOf(weights, rope.frequencies, 2 * pairs, rope.name);
  }
  frequencies_ = RotaryFrequencies(block, learned);
}

template <typename Scalar>
void RotaryAngles<Scalar>::Turn(Workspace<Scalar>& workspace, int heads,
                                FeatureMap<Scalar>& map) const {
  const BatchShape& shape = map.shape();
  const int group = heads / kv_heads_;
  workspace.workers().Run(kv_heads_ * pairs_, [&](int index, int) {
    const RotaryFrequency& frequency = frequencies_[static_cast<size_t>(index)];
    const int first = index / pairs_ * group * 2 * pairs_ + index % pairs_ * 2;
    // The unit vectors of a column's and a row's angle; their product is that of the sum.
    std::vector<std::complex<double>> columns;
    for (int x = 0; x < shape.width; ++x) columns.push_back(std::polar(1.0, x * frequency.x));
    for (int y = 0; y < shape.height; ++y) {
      const std::complex<double> row = std::polar(1.0, y * frequency.y);
      for (int x = 0; x < shape.width; ++x) {
        const std::complex<double> angle = row * columns[static_cast<size_t>(x)];
        const auto cosine = static_cast<Scalar>(angle.real());
        const auto sine = static_cast<Scalar>(angle.imag());
        for (int n = 0; n < shape.batch; ++n) {
          Scalar* const channels = map.point(n * shape.area() + y * shape.width + x) + first;
          for (int head = 0; head < group; ++head) {
            Scalar& a = channels[head * 2 * pairs_];
            Scalar& b = channels[head * 2 * pairs_ + 1];
            const Scalar turned = a * cosine - b * sine;
            b = a * sine + b * cosine;
            a = turned;
          }
        }
      }
    }
  });
}

template class RotaryAngles<float>;
template class RotaryAngles<double>;

}  // namespace tidemark::reference
