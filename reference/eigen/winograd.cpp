#include "reference/eigen/winograd.h"

#include <algorithm>
#include <array>

namespace tidemark::reference {
namespace {

constexpr int kTaps = 9;
constexpr int kMostElements = 36;

// Bytes of a worker's transformed weights: they stay in the second cache until they are used.
constexpr int kPanelBytes = 192 << 10;

int Pieces(int count, int piece) { return (count + piece - 1) / piece; }

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

// The products of one panel of output channels, `y` [elements, tiles, panel_columns], and what the
// tiles get of them.
void MakePanel(const Layer& layer, int channel, const float* v, Scratch<float>& scratch,
               bool accumulate, FeatureMap<float>& out) {
  const int panel = layer.product.panel_columns;
  const int columns = std::min(panel, layer.out_channels - channel);
  const int elements = layer.kernel.elements;
  const int tiles = layer.tiling.count();
  const int most_depth = std::clamp(
      kPanelBytes / (elements * panel * static_cast<int>(sizeof(float))), 16, kProductDepth);
  // In parts of one size.
  const int parts = Pieces(layer.in_channels, most_depth);
  const int depth_of_part = Pieces(layer.in_channels, parts);
  const ptrdiff_t y_stride = tiles * ptrdiff_t{panel};
  const ptrdiff_t v_stride = tiles * ptrdiff_t{layer.in_channels};
  const ptrdiff_t u_size = elements * ptrdiff_t{depth_of_part} * panel;
  float* const u = scratch.Take(static_cast<size_t>(u_size + elements * y_stride));
  float* const y = u + u_size;
  const ptrdiff_t tap_stride = layer.in_channels * ptrdiff_t{layer.out_channels};
  for (int k = 0; k < layer.in_channels; k += depth_of_part) {
    const int depth = std::min(depth_of_part, layer.in_channels - k);
    layer.kernel.transform_taps(depth, columns,
                                layer.weights.data() + k * ptrdiff_t{layer.out_channels} + channel,
                                tap_stride, layer.out_channels, u);
    for (int e = 0; e < elements; ++e) {
      layer.product.multiply(tiles, panel, depth, v + e * v_stride + k, layer.in_channels,
                             u + e * ptrdiff_t{depth} * panel, k > 0, y + e * y_stride, panel);
    }
  }
  const int side = layer.tiling.tile;
  for (int index = 0; index < tiles; ++index) {
    const Tiling::Corner corner = layer.tiling.At(index);
    std::array<float*, kMostElements> points;
    for (int i = 0; i < side * side; ++i) {
      const int p = layer.tiling.PointAt(corner.position, corner.y + i / side, corner.x + i % side);
      points[static_cast<size_t>(i)] = p < 0 ? nullptr : out.point(p) + channel;
    }
    layer.kernel.transform_products(columns, y + index * ptrdiff_t{panel}, y_stride, accumulate,
                                    points.data());
  }
}

}  // namespace

int BestWinogradTile(const BatchShape& shape, int in_channels, int out_channels) {
  (void)shape;
  (void)in_channels;
  (void)out_channels;
  return 4;
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
