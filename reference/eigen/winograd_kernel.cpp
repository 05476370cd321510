#include "reference/eigen/winograd_kernel.h"

#include "reference/eigen/kernels.h"
#include "reference/eigen/winograd_tiles.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

int AtMost(int count, int most) { return count < most ? count : most; }

// Applies `transform`, from kFrom packets to kTo, to the columns of a square and then to its rows.
template <int kFrom, int kTo, typename Transform>
inline void BothWays(const Packet (&from)[kFrom][kFrom], Packet (&to)[kTo][kTo],
                     const Transform& transform) {
  Packet columns[kTo][kFrom];
  for (int x = 0; x < kFrom; ++x) {
    Packet in[kFrom];
    Packet out[kTo];
    for (int y = 0; y < kFrom; ++y) in[y] = from[y][x];
    transform(in, out);
    for (int y = 0; y < kTo; ++y) columns[y][x] = out[y];
  }
  for (int y = 0; y < kTo; ++y) transform(columns[y], to[y]);
}

template <typename Tile>
void TransformPoints(int channels, const float* const* points, float* v, ptrdiff_t element_stride) {
  constexpr int kSide = Tile::kSide;
  for (int c = 0; c < channels; c += kPacketSize) {
    const int count = AtMost(channels - c, kPacketSize);
    Packet d[kSide][kSide];
    for (int i = 0; i < kSide * kSide; ++i)
      d[i / kSide][i % kSide] = LoadPart<Packet>(points[i] + c, count);
    Packet out[kSide][kSide];
    BothWays<kSide, kSide>(d, out, Tile::Points);
    for (int i = 0; i < kSide * kSide; ++i) {
      StorePart(v + i * element_stride + c, out[i / kSide][i % kSide], count);
    }
  }
}

template <typename Tile>
void TransformTaps(int depth, int columns, const float* taps, ptrdiff_t tap_stride,
                   ptrdiff_t row_stride, float* u) {
  constexpr int kSide = Tile::kSide;
  const int panel = kProductKernel.panel_columns;
  const ptrdiff_t element_stride = depth * ptrdiff_t{panel};
  for (int i = 0; i < depth; ++i, taps += row_stride, u += panel) {
    for (int c = 0; c < panel; c += kPacketSize) {
      Packet g[3][3];
      for (int t = 0; t < 9; ++t) {
        const float* const from = taps + t * tap_stride + c;
        g[t / 3][t % 3] = columns > c ? LoadPart<Packet>(from, AtMost(columns - c, kPacketSize))
                                      : Broadcast<Packet>(0.0F);
      }
      Packet out[kSide][kSide];
      BothWays<3, kSide>(g, out, Tile::Taps);
      for (int e = 0; e < kSide * kSide; ++e) {
        Store(u + e * element_stride + c, out[e / kSide][e % kSide]);
      }
    }
  }
}

template <typename Tile>
void TransformProducts(int columns, const float* y, ptrdiff_t element_stride, bool accumulate,
                       float* const* points) {
  constexpr int kSide = Tile::kSide;
  constexpr int kTile = Tile::kTile;
  for (int c = 0; c < columns; c += kPacketSize) {
    const int count = AtMost(columns - c, kPacketSize);
    Packet in[kSide][kSide];
    for (int e = 0; e < kSide * kSide; ++e) {
      in[e / kSide][e % kSide] = Load<Packet>(y + e * element_stride + c);
    }
    Packet out[kTile][kTile];
    BothWays<kSide, kTile>(in, out, Tile::Products);
    for (int i = 0; i < kTile * kTile; ++i) {
      float* const to = points[i];
      if (to == nullptr) continue;
      Packet value = out[i / kTile][i % kTile];
      if (accumulate) value = padd(LoadPart<Packet>(to + c, count), value);
      StorePart(to + c, value, count);
    }
  }
}

template <typename Tile>
constexpr WinogradKernel Make() {
  return {.tile = Tile::kTile,
          .elements = Tile::kSide * Tile::kSide,
          .transform_points = TransformPoints<Tile>,
          .transform_taps = TransformTaps<Tile>,
          .transform_products = TransformProducts<Tile>};
}

}  // namespace

constinit const WinogradKernel kWinograd2 = Make<Tile2>();
constinit const WinogradKernel kWinograd4 = Make<Tile4>();

}  // namespace tidemark::reference::TIDEMARK_KERNELS
