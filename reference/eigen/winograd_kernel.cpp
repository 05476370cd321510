#include "reference/eigen/winograd_kernel.h"

#include "reference/eigen/kernels.h"
#include "reference/eigen/winograd_tiles.h"

namespace tidemark::reference::TIDEMARK_KERNELS {
namespace {

// Applies `transform`, from kFrom packets to kTo, to the columns of a square and then to its rows.
// load(y, x) gives the packets, store(y, x, packet) takes the results. The loops are unrolled so
// that packets stay in registers as far as there are any.
template <int kFrom, int kTo, typename Transform, typename From, typename To>
[[gnu::always_inline]] inline void BothWays(const Transform& transform, const From& load,
                                            const To& store) {
  Packet columns[kTo][kFrom];
#pragma GCC unroll 6
  for (int x = 0; x < kFrom; ++x) {
    Packet in[kFrom];
    Packet out[kTo];
#pragma GCC unroll 6
    for (int y = 0; y < kFrom; ++y) in[y] = load(y, x);
    transform(in, out);
#pragma GCC unroll 6
    for (int y = 0; y < kTo; ++y) columns[y][x] = out[y];
  }
#pragma GCC unroll 6
  for (int y = 0; y < kTo; ++y) {
    Packet out[kTo];
    transform(columns[y], out);
#pragma GCC unroll 6
    for (int x = 0; x < kTo; ++x) store(y, x, out[x]);
  }
}

template <typename Tile>
void TransformPoints(int channels, const float* const* points, float* v, ptrdiff_t element_stride) {
  constexpr int kSide = Tile::kSide;
  for (int c = 0; c < channels; c += kPacketSize) {
    const int count = channels - c;
    BothWays<kSide, kSide>(
        Tile::Points,
        [&](int y, int x) { return LoadPart<Packet>(points[y * kSide + x] + c, count); },
        [&](int y, int x, const Packet& value) {
          StorePart(v + (y * kSide + x) * element_stride + c, value, count);
        });
  }
}

template <typename Tile>
void TransformTaps(int depth, const float* taps, float* u, ptrdiff_t element_stride) {
  constexpr int kSide = Tile::kSide;
  const ptrdiff_t tap_stride = depth * ptrdiff_t{kPanelColumns};
  for (int i = 0; i < depth * kPanelPackets; ++i, taps += kPacketSize, u += kPacketSize) {
    BothWays<3, kSide>(
        Tile::Taps, [&](int y, int x) { return Load<Packet>(taps + (y * 3 + x) * tap_stride); },
        [&](int y, int x, const Packet& value) {
          Store(u + (y * kSide + x) * element_stride, value);
        });
  }
}

template <typename Tile>
void TransformProducts(int columns, const float* y, ptrdiff_t element_stride, bool accumulate,
                       float* const* points) {
  constexpr int kSide = Tile::kSide;
  constexpr int kTile = Tile::kTile;
  for (int c = 0; c < columns; c += kPacketSize) {
    const int count = columns - c;
    BothWays<kSide, kTile>(
        Tile::Products,
        [&](int row, int column) {
          return Load<Packet>(y + (row * kSide + column) * element_stride + c);
        },
        [&](int row, int column, const Packet& value) {
          float* const to = points[row * kTile + column];
          if (to == nullptr) return;
          StorePart(to + c, accumulate ? padd(LoadPart<Packet>(to + c, count), value) : value,
                    count);
        });
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
