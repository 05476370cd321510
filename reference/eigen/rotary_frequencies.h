#ifndef TIDEMARK_REFERENCE_EIGEN_ROTARY_FREQUENCIES_H_
#define TIDEMARK_REFERENCE_EIGEN_ROTARY_FREQUENCIES_H_

#include <span>
#include <tuple>
#include <vector>

#include "converter/network/network.h"

namespace tidemark::reference {

// By how many radians a pair of channels is turned for each column and each row.
struct RotaryFrequency {
  double x = 0;
  double y = 0;

  friend bool operator<(const RotaryFrequency& a, const RotaryFrequency& b) {
    return std::tie(a.x, a.y) < std::tie(b.x, b.y);
  }
};

// Those of a block that has a rotary embedding, [KV heads, pairs]. `learned` are the values of the
// embedding's tensor; fixed angles have none.
std::vector<RotaryFrequency> RotaryFrequencies(const converter::AttentionBlock& block,
                                               std::span<const float> learned);

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_ROTARY_FREQUENCIES_H_
