#include "reference/eigen/winograd.h"

#include <algorithm>
#include <array>
#include <utility>

#include "reference/eigen/pieces.h"

namespace tidemark::reference {
namespace {

constexpr int kTaps = 9;
constexpr int kMostElements = 36;

// Tiles whose products are made at a time, and output channels whose weights are transformed at a
// time. The more there are of either, the less often weights or patches are read anew; but the
// transformed weights and the products should stay near until their last use. No others that were
// measured were faster, neither with a core's caches to itself nor with a neighbour in them.
constexpr int kTilesTogether = 100;
constexpr int kChannelsTogether = 48;

// Input channels that are summed up before their sum is added to the others': the errors of long
// sums would be magnified by the transform after them.
constexpr int kDepth = 32;

// So many workers transform all patches each, for themselves. That takes them less time than to
// fetch from the other one's cache, which may be far away, what it has transformed: patches are two
// and a half times the points that they are made from. More workers share the patches.
constexpr int kWorkersWithCopies = 2;

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

// One layer being evaluated. What it works on has [elements] outermost, and between the elements
// one more line of the cache, lest they all lie in the same places of it.
struct Layer {
  ptrdiff_t patch_stride() const { return tiling.count() * ptrdiff_t{in_channels} + kCacheLine; }

  const WinogradKernel& kernel;
  const ProductKernel& product;
  Tiling tiling;
  std::span<const float> weights;
  int in_channels;
  int out_channels;
};

// Transforms a tile's patch, one of `v` [elements, tiles, I], elements patch_stride() apart.
// `zeros` is what a point outside has.
void TransformPatch(const Layer& layer, const FeatureMap<float>& in, const float* zeros, int index,
                    float* v) {
  const int side = layer.tiling.tile + 2;
  const Tiling::Corner corner = layer.tiling.At(index);
  std::array<const float*, kMostElements> points;
  for (int i = 0; i < side * side; ++i) {
    const int p =
        layer.tiling.PointAt(corner.position, corner.y - 1 + i / side, corner.x - 1 + i % side);
    points[static_cast<size_t>(i)] = p < 0 ? zeros : in.point(p);
  }
  layer.kernel.transform_points(layer.in_channels, points.data(),
                                v + index * ptrdiff_t{layer.in_channels}, layer.patch_stride());
}

// The products [elements, tiles, columns] of some tiles.
struct TileProducts {
  float* at = nullptr;
  ptrdiff_t tile_stride = 0;
  ptrdiff_t element_stride = 0;
};

// Adds up the products of `count` tiles to `columns` channels, from `channel` on, of their points.
void TransformTiles(const Layer& layer, int first, int count, const TileProducts& products,
                    int channel, int columns, bool accumulate, FeatureMap<float>& out) {
  const int side = layer.tiling.tile;
  for (int index = 0; index < count; ++index) {
    const Tiling::Corner corner = layer.tiling.At(first + index);
    std::array<float*, kMostElements> points;
    for (int i = 0; i < side * side; ++i) {
      const int p = layer.tiling.PointAt(corner.position, corner.y + i / side, corner.x + i % side);
      points[static_cast<size_t>(i)] = p < 0 ? nullptr : out.point(p) + channel;
    }
    layer.kernel.transform_products(columns, products.at + index * products.tile_stride,
                                    products.element_stride, accumulate, points.data());
  }
}

// Transforms the weights of `panels` panels of output channels, from `channel` on, into
// `u` [elements, panels, I, panel_columns]. `taps` has room for those of one.
void TransformWeights(const Layer& layer, int channel, int panels, float* taps, float* u,
                      ptrdiff_t element_stride) {
  const int depth = layer.in_channels;
  const int panel = layer.product.panel_columns;
  const ptrdiff_t panel_size = depth * ptrdiff_t{panel};
  for (int i = 0; i < panels; ++i, channel += panel, u += panel_size) {
    const int columns = std::min(panel, layer.out_channels - channel);
    // Weights come from far away. Copied one right after the other they are waited for together.
    for (int t = 0; t < kTaps; ++t) {
      const float* const from = layer.weights.data() + t * ptrdiff_t{depth} * layer.out_channels;
      layer.product.pack(depth, columns, from + channel, layer.out_channels, taps + t * panel_size);
    }
    layer.kernel.transform_taps(depth, taps, u, element_stride);
  }
}

// What the points of `out` get in `panels` panels of output channels, from `channel` on.
void MakeChannels(const Layer& layer, int channel, int panels, const float* v,
                  Scratch<float>& scratch, bool accumulate, FeatureMap<float>& out) {
  const int depth = layer.in_channels;
  const int panel = layer.product.panel_columns;
  const int columns = std::min(panels * panel, layer.out_channels - channel);
  const int elements = layer.kernel.elements;
  const int tiles = layer.tiling.count();
  const int together = std::min(tiles, kTilesTogether);
  const ptrdiff_t panel_size = depth * ptrdiff_t{panel};
  const ptrdiff_t taps_size = kTaps * panel_size;
  const ptrdiff_t u_stride = panels * panel_size + kCacheLine;
  const ptrdiff_t row = panels * ptrdiff_t{panel};
  const ptrdiff_t y_stride = together * row + kCacheLine;
  float* const taps =
      scratch.Take(static_cast<size_t>(taps_size + elements * (u_stride + y_stride)));
  float* const u = taps + taps_size;
  const TileProducts y = {
      .at = u + elements * u_stride, .tile_stride = row, .element_stride = y_stride};
  TransformWeights(layer, channel, panels, taps, u, u_stride);
  for (int first = 0; first < tiles; first += together) {
    const int count = std::min(together, tiles - first);
    for (int e = 0; e < elements; ++e) {
      const float* const rows = v + e * layer.patch_stride() + first * ptrdiff_t{depth};
      for (int i = 0; i < panels; ++i) {
        const float* const weights = u + e * u_stride + i * panel_size;
        float* const to = y.at + e * y_stride + i * ptrdiff_t{panel};
        for (int k = 0; k < depth; k += kDepth) {
          layer.product.multiply(count, panel, std::min(kDepth, depth - k), rows + k, depth,
                                 weights + k * ptrdiff_t{panel}, k > 0, to, row);
        }
      }
    }
    TransformTiles(layer, first, count, y, channel, columns, accumulate, out);
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
  const int panel = layer.product.panel_columns;
  const int panels = Pieces(layer.out_channels, panel);
  const int workers = workspace.workers().threads();
  const int together = std::min(Pieces(kChannelsTogether, panel), Pieces(panels, workers));
  const int tiles = layer.tiling.count();
  const ptrdiff_t size = layer.kernel.elements * layer.patch_stride();
  const int copies = workers == kWorkersWithCopies && panels > 1 ? workers : 1;
  float* const zeros =
      workspace.layer_scratch().Take(static_cast<size_t>(layer.in_channels + copies * size));
  float* const patches = zeros + layer.in_channels;
  std::fill_n(zeros, layer.in_channels, 0.0F);
  if (copies == 1) {
    workspace.workers().Run(
        tiles, [&](int index, int) { TransformPatch(layer, in, zeros, index, patches); });
  }
  std::array<bool, kWorkersWithCopies> made = {};
  workspace.workers().Run(Pieces(panels, together), [&](int task, int worker) {
    float* v = patches;
    if (copies > 1) {
      v += worker * size;
      if (!std::exchange(made[static_cast<size_t>(worker)], true)) {
        for (int i = 0; i < tiles; ++i) TransformPatch(layer, in, zeros, i, v);
      }
    }
    const int first = task * together;
    MakeChannels(layer, first * panel, std::min(together, panels - first), v,
                 workspace.task_scratch(worker), accumulate, out);
  });
}

}  // namespace tidemark::reference
