#include "reference/inputs/synthetic_planes.h"

#include <cstddef>

#include "converter/network/network.h"

namespace tidemark::reference {
namespace {

// SplitMix64: one 64-bit state, no tables, the same everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  uint64_t Below(uint64_t bound) { return Next() % bound; }

 private:
  uint64_t state_;
};

// Channels of the V7 features that the planes fill.
constexpr size_t kOwnStone = 1;
constexpr size_t kOpponentStone = 2;
constexpr size_t kOneLiberty = 3;
constexpr size_t kFirstMove = 9;
constexpr size_t kMoves = 5;
constexpr size_t kFirstLadder = 14;
constexpr size_t kLadders = 3;
constexpr size_t kOwnArea = 18;
constexpr size_t kOpponentArea = 19;

// One position: [22, H, W] with `area` points a plane.
void FillSpatial(float* planes, size_t area, Random& random) {
  const auto plane = [planes, area](size_t channel) { return planes + channel * area; };
  for (size_t s = 0; s < area; ++s) {
    plane(0)[s] = 1;
    const uint64_t kind = random.Below(10);
    if (kind < 4) {
      const bool own = kind < 2;
      plane(own ? kOwnStone : kOpponentStone)[s] = 1;
      plane(own ? kOwnArea : kOpponentArea)[s] = 1;
      const uint64_t liberties = random.Below(6);
      if (liberties < 3) plane(kOneLiberty + liberties)[s] = 1;
      if (liberties == 0) {
        for (size_t board = 0; board < kLadders; ++board) plane(kFirstLadder + board)[s] = 1;
      }
    }
  }
  for (size_t move = 0; move < kMoves; ++move) plane(kFirstMove + move)[random.Below(area)] = 1;
}

void FillGlobal(float* global, Random& random) {
  const auto half_points = static_cast<float>(random.Below(31));
  global[5] = (half_points / 2 - 7.5F) / 20;
  global[6] = 1;
  global[7] = random.Below(2) == 0 ? 0.5F : -0.5F;
  global[8] = static_cast<float>(random.Below(2));
  global[18] = static_cast<float>(random.Below(3)) / 2 - 0.5F;
}

void FillMetadata(float* metadata, Random& random) {
  for (size_t j = 0; j < converter::kMetadataChannels; ++j) {
    metadata[j] = static_cast<float>(random.Below(5)) / 4 - 0.5F;
  }
}

}  // namespace

NetworkInputs SyntheticPlanes(const SyntheticPlanesOptions& options) {
  const auto positions = static_cast<size_t>(options.positions);
  const size_t area = static_cast<size_t>(options.height) * static_cast<size_t>(options.width);
  NetworkInputs inputs = {
      .batch = options.positions, .height = options.height, .width = options.width};
  inputs.spatial.resize(positions * converter::kSpatialChannels * area);
  inputs.global.resize(positions * converter::kGlobalChannels);
  if (options.metadata) inputs.metadata.resize(positions * converter::kMetadataChannels);
  for (size_t n = 0; n < positions; ++n) {
    Random random(options.seed * 0x100000001B3 + n);
    FillSpatial(inputs.spatial.data() + n * converter::kSpatialChannels * area, area, random);
    FillGlobal(inputs.global.data() + n * converter::kGlobalChannels, random);
    if (options.metadata) {
      FillMetadata(inputs.metadata.data() + n * converter::kMetadataChannels, random);
    }
  }
  return inputs;
}

}  // namespace tidemark::reference
