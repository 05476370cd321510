#ifndef TIDEMARK_REFERENCE_EIGEN_WINOGRAD_TILES_H_
#define TIDEMARK_REFERENCE_EIGEN_WINOGRAD_TILES_H_

// One dimension of the transforms of winograd_kernel.h, of packets of channels, for the
// compilations of the kernels only: each includes this with an Eigen namespace and a
// TIDEMARK_KERNELS of its own.
//
// They follow from the polynomials over the interpolation points p, without the last, infinity:
// row i of B^T has the coefficients of the product of (x - p_k) over k != i, row i of G the powers
// of p_i divided by that product's value at p_i, column i of A^T the powers of p_i. The rows of p
// and -p share their even and their odd half.

#include "reference/eigen/packets.h"

namespace tidemark::reference::TIDEMARK_KERNELS {

using Eigen::internal::padd;
using Eigen::internal::pmadd;
using Eigen::internal::pmul;
using Eigen::internal::psub;

// F(2, 3) with the points 0, 1, -1.
struct Tile2 {
  static constexpr int kTile = 2;
  static constexpr int kSide = 4;

  static void Points(const Packet* d, Packet* v) {
    v[0] = psub(d[0], d[2]);
    v[1] = padd(d[1], d[2]);
    v[2] = psub(d[2], d[1]);
    v[3] = psub(d[3], d[1]);
  }

  static void Taps(const Packet* g, Packet* u) {
    const Packet half = Broadcast<Packet>(0.5F);
    const Packet even = pmul(half, padd(g[0], g[2]));
    const Packet odd = pmul(half, g[1]);
    u[0] = g[0];
    u[1] = padd(even, odd);
    u[2] = psub(even, odd);
    u[3] = g[2];
  }

  static void Products(const Packet* y, Packet* out) {
    out[0] = padd(y[0], padd(y[1], y[2]));
    out[1] = padd(psub(y[1], y[2]), y[3]);
  }
};

// F(4, 3) with the points 0, a, -a, b, -b. That a * b = 1 saves some factors.
struct Tile4 {
  static constexpr int kTile = 4;
  static constexpr int kSide = 6;
  static constexpr double kA = 3.0 / 4.0;
  static constexpr double kB = 4.0 / 3.0;
  static constexpr double kA2 = kA * kA;
  static constexpr double kB2 = kB * kB;

  static Packet Constant(double value) { return Broadcast<Packet>(static_cast<float>(value)); }

  static void Points(const Packet* d, Packet* v) {
    const Packet even_a = pmadd(Constant(-kB2), d[2], d[4]);
    const Packet odd_a = pmadd(Constant(kA), d[3], pmul(Constant(-kB), d[1]));
    const Packet even_b = pmadd(Constant(-kA2), d[2], d[4]);
    const Packet odd_b = pmadd(Constant(kB), d[3], pmul(Constant(-kA), d[1]));
    v[0] = pmadd(Constant(-kA2 - kB2), d[2], padd(d[0], d[4]));
    v[1] = padd(even_a, odd_a);
    v[2] = psub(even_a, odd_a);
    v[3] = padd(even_b, odd_b);
    v[4] = psub(even_b, odd_b);
    v[5] = pmadd(Constant(-kA2 - kB2), d[3], padd(d[1], d[5]));
  }

  static void Taps(const Packet* g, Packet* u) {
    constexpr double kAtA = 2 * kA2 * (kA2 - kB2);
    constexpr double kAtB = 2 * kB2 * (kB2 - kA2);
    const Packet even_a = pmadd(Constant(kA2 / kAtA), g[2], pmul(Constant(1 / kAtA), g[0]));
    const Packet odd_a = pmul(Constant(kA / kAtA), g[1]);
    const Packet even_b = pmadd(Constant(kB2 / kAtB), g[2], pmul(Constant(1 / kAtB), g[0]));
    const Packet odd_b = pmul(Constant(kB / kAtB), g[1]);
    u[0] = g[0];
    u[1] = padd(even_a, odd_a);
    u[2] = psub(even_a, odd_a);
    u[3] = padd(even_b, odd_b);
    u[4] = psub(even_b, odd_b);
    u[5] = g[2];
  }

  static void Products(const Packet* y, Packet* out) {
    const Packet sum_a = padd(y[1], y[2]);
    const Packet difference_a = psub(y[1], y[2]);
    const Packet sum_b = padd(y[3], y[4]);
    const Packet difference_b = psub(y[3], y[4]);
    out[0] = padd(y[0], padd(sum_a, sum_b));
    out[1] = pmadd(Constant(kA), difference_a, pmul(Constant(kB), difference_b));
    out[2] = pmadd(Constant(kA2), sum_a, pmul(Constant(kB2), sum_b));
    out[3] = pmadd(Constant(kA2 * kA), difference_a, pmadd(Constant(kB2 * kB), difference_b, y[5]));
  }
};

}  // namespace tidemark::reference::TIDEMARK_KERNELS

#endif  // TIDEMARK_REFERENCE_EIGEN_WINOGRAD_TILES_H_
