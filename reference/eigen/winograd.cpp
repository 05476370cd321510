#include "reference/eigen/winograd.h"

#include <algorithm>
#include <array>

#include "reference/eigen/pieces.h"

namespace tidemark::reference {
namespace {

constexpr int kTaps = 9;
constexpr int kMostElements = 36;

// Tiles whose products are made at a time: they stay in the second cache until they are
// transformed.
constexpr int kTilesTogether = 50;

// Input channels that are summed up before their sum is added to the others': the errors of long
// sums would be magnified by the transform after them.
constexpr int kDepth = 32;

// Floats of a line of the cache.
constexpr int kCacheLine = 16;

// The tiles of all positions, row by row.
struct Tiling {
  Tiling(const BatchShape& batch, int side)
      : shape(batch),
        tile(side),
        down(Pieces(shape.height, side)),
        across(Pieces(shape.width, side)) {}

  int count() const { return shape.batch * down * across; }

  // Where a tile's first point is.
  struct Corner {
    int position = 0;
    int y = 0;
    int x = 0;
  };
  Corner At(int index) const {
    return {.position = index / (down * across),
            .y = index / across % down * tile,
            .x = index % across * tile};
  }

  // The number of a point of a position; negative outside.
  int PointAt(int position, int y, int x) const {
    if (y < 0 || y >= shape.height || x < 0 || x >= shape.width) return -1;
    return position * shape.area() + y * shape.width + x;
  }

  BatchShape shape;
  int tile = 0;
  int down = 0;
  int across = 0;
};

// One layer being evaluated.
struct Layer {
  const WinogradKernel& kernel;
  const ProductKernel& product;
  Tiling tiling;
  std::span<const float> weights;
  int in_channels;
  int out_channels;
};

// Transforms the patches of all tiles: `v` [elements, tiles, I].
void TransformPatches(const Layer& layer, const FeatureMap<float>& in, const float* zeros, float* v,
                      Workspace<float>& workspace) {
  const int tiles = layer.tiling.count();
  const int side = layer.tiling.tile + 2;
  workspace.workers().Run(tiles, [&](int index, int) {
    const Tiling::Corner corner = layer.tiling.At(index);
    std::array<const float*, kMostElements> points;
    for (int i = 0; i < side * side; ++i) {
      const int p =
          layer.tiling.PointAt(corner.position, corner.y - 1 + i / side, corner.x - 1 + i % side);
      points[static_cast<size_t>(i)] = p < 0 ? zeros : in.point(p);
    }
    layer.kernel.transform_points(layer.in_channels, points.data(),
                                  v + index * ptrdiff_t{layer.in_channels},
                                  tiles * ptrdiff_t{layer.in_channels});
  });
}

// Adds up the products `y` [elements, count, panel_columns] of some tiles to their points of `out`.
void TransformTiles(const Layer& layer, int first, int count, const float* y, ptrdiff_t y_stride,
                    int channel, int columns, bool accumulate, FeatureMap<float>& out) {
  const int side = layer.tiling.tile;
  for (int index = 0; index < count; ++index) {
    const Tiling::Corner corner = layer.tiling.At(first + index);
    std::array<float*, kMostElements> points;
    for (int i = 0; i < side * side; ++i) {
      const int p = layer.tiling.PointAt(corner.position, corner.y + i / side, corner.x + i % side);
      points[static_cast<size_t>(i)] = p < 0 ? nullptr : out.point(p) + channel;
    }
    layer.kernel.transform_products(columns, y + index * ptrdiff_t{layer.product.panel_columns},
                                    y_stride, accumulate, points.data());
  }
}

// What the points of `out` get in one panel of output channels, from `channel` on.
void MakePanel(const Layer& layer, int channel, const float* v, Scratch<float>& scratch,
               bool accumulate, FeatureMap<float>& out) {
  const ProductKernel& product = layer.product;
  const int depth = layer.in_channels;
  const int panel = product.panel_columns;
  const int columns = std::min(panel, layer.out_channels - channel);
  const int elements = layer.kernel.elements;
  const int tiles = layer.tiling.count();
  const int together = std::min(tiles, kTilesTogether);
  const ptrdiff_t panel_size = depth * ptrdiff_t{panel};
  // One more line of the cache between the elements, lest they all lie in the same places of it.
  const ptrdiff_t u_stride = panel_size + kCacheLine;
  const ptrdiff_t y_stride = together * ptrdiff_t{panel} + kCacheLine;
  const ptrdiff_t taps_size = kTaps * panel_size;
  float* const taps =
      scratch.Take(static_cast<size_t>(taps_size + elements * (u_stride + y_stride)));
  float* const u = taps + taps_size;
  float* const y = u + elements * u_stride;
  // Weights come from far away. Copied one right after the other they are waited for together.
  for (int t = 0; t < kTaps; ++t) {
    const float* const from = layer.weights.data() + t * ptrdiff_t{depth} * layer.out_channels;
    product.pack(depth, columns, from + channel, layer.out_channels, taps + t * panel_size);
  }
  layer.kernel.transform_taps(depth, taps, u, u_stride);
  for (int first = 0; first < tiles; first += together) {
    const int count = std::min(together, tiles - first);
    for (int e = 0; e < elements; ++e) {
      const float* const rows = v + (e * ptrdiff_t{tiles} + first) * depth;
      for (int k = 0; k < depth; k += kDepth) {
        product.multiply(count, panel, std::min(kDepth, depth - k), rows + k, depth,
                         u + e * u_stride + k * ptrdiff_t{panel}, k > 0, y + e * y_stride, panel);
      }
    }
    TransformTiles(layer, first, count, y, y_stride, channel, columns, accumulate, out);
  }
}

}  // namespace

int BestWinogradTile(const KernelSet& kernels, const BatchShape& shape, int in_channels,
                     int out_channels) {
  // In multiplications of the products, of which the same time has been measured for the rest: the
  // transform of nine taps, that of one element of a tile, and the gathering of patches.
  constexpr double kTaps2 = 400;
  constexpr double kTaps4 = 560;
  constexpr double kElement = 40;
  constexpr double kGathering = 1.5;
  const double pairs = static_cast<double>(in_channels) * out_channels;
  const auto cost = [&](const WinogradKernel& kernel, double taps) {
    const Tiling tiling({.batch = 1, .height = shape.height, .width = shape.width}, kernel.tile);
    const double elements = static_cast<double>(tiling.count()) * kernel.elements;
    return pairs * (elements + taps) + (in_channels + out_channels) * elements * kElement;
  };
  int best = 0;
  double least = pairs * kTaps * shape.area() * kGathering;
  if (kernels.winograd2 != nullptr && cost(*kernels.winograd2, kTaps2) < least) {
    best = 2;
    least = cost(*kernels.winograd2, kTaps2);
  }
  if (kernels.winograd4 != nullptr && cost(*kernels.winograd4, kTaps4) < least) best = 4;
  return best;
}

void ApplyWinograd(int tile, std::span<const float> weights, Workspace<float>& workspace,
                   const FeatureMap<float>& in, bool accumulate, FeatureMap<float>& out) {
  const KernelSet& set = workspace.kernel_set();
  const Layer layer = {.kernel = tile == 2 ? *set.winograd2 : *set.winograd4,
                       .product = *set.product,
                       .tiling = Tiling(workspace.shape(), tile),
                       .weights = weights,
                       .in_channels = in.channels(),
                       .out_channels = out.channels()};
  const size_t channels = static_cast<size_t>(layer.in_channels);
  const size_t size = static_cast<size_t>(layer.kernel.elements) *
                      static_cast<size_t>(layer.tiling.count()) * channels;
  float* const zeros = workspace.layer_scratch().Take(channels + size);
  float* const v = zeros + channels;
  std::fill_n(zeros, channels, 0.0F);
  TransformPatches(layer, in, zeros, v, workspace);
  const int panel = layer.product.panel_columns;
  workspace.workers().Run(Pieces(layer.out_channels, panel), [&](int task, int worker) {
    MakePanel(layer, task * panel, v, workspace.task_scratch(worker), accumulate, out);
  });
}

}  // namespace tidemark::reference
