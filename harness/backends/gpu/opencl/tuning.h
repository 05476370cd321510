#ifndef TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_TUNING_H_
#define TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_TUNING_H_

#include <optional>
#include <string_view>

namespace tidemark::harness::gpu {

// How kernels are cut to a kind of device.
struct Tuning {
  // Convolve in tiles of local memory, for many small cores; else in rows of vectors.
  bool tiles = false;
  // Points of a work item without tiles: two vectors of sums for each stay in registers.
  int rows = 6;
  // Points and channels of a work group with tiles; multiples of 16.
  int tile_points = 32;
  int tile_channels = 32;
  // Work items that share a sum: the points of a channel when it is pooled, the channels of a point
  // when it is normed.
  int lanes = 1;
  // Query points that attention takes at once, 4 with tiles and 8 without, and work items of its
  // group with tiles, a power of two.
  int queries = 8;
  int mixers = 1;

  // Points that are computed together.
  int points_at_once() const { return tiles ? tile_points : rows; }
};

// The best of what was measured, by Device::type, or that for tiles or for none.
inline Tuning TuningFor(std::string_view type, std::optional<bool> tiles) {
  if (!tiles.value_or(type != "cpu")) return {};
  return {.tiles = true, .lanes = 8, .queries = 4, .mixers = 64};
}

}  // namespace tidemark::harness::gpu

#endif  // TIDEMARK_HARNESS_BACKENDS_GPU_OPENCL_TUNING_H_
